import { always } from './invariant.ts';

export const countInvariants = [
  always(
    'counted uses are the uses that there are',
    `select namespace_id, media_id, sum(counted) as counted_too_many from (
       select namespace_id, subject_id as media_id, value as counted from counter where metric = 'references'
       union all select namespace_id, subject_id, delta from counter_delta where metric = 'references'
       union all select namespace_id, media_id, -1 from reference) uses
     group by 1, 2 having sum(counted) <> 0`,
  ),
  always(
    'counted files are the files that there are',
    `select namespace_id, subject_id, metric, sum(counted) as counted_too_many, sum(bytes) as bytes_too_many from (
       select namespace_id, subject_id, metric, value as counted, bytes from counter where metric <> 'references'
       union all select namespace_id, subject_id, metric, delta, bytes from counter_delta where metric <> 'references'
       union all select i.namespace_id, n.subject_id, n.metric, -1, -i.size_bytes from media_index i
         cross join lateral counted_in(i.namespace_id, i.visibility, i.kind, i.access_level, i.tag_ids, i.collection_ids) n) files
     group by 1, 2, 3 having sum(counted) <> 0 or sum(bytes) <> 0`,
  ),
];
