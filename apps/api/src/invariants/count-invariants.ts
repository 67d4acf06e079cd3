import { always } from './invariant.ts';

export const countInvariants = [
  always(
    'counted uses are the uses that there are',
    `select coalesce(c.namespace_id, r.namespace_id) as namespace_id, coalesce(c.subject_id, r.media_id) as media_id,
       c.value, r.uses
     from (select namespace_id, subject_id, sum(value) as value from (
             select namespace_id, subject_id, value from counter where metric = 'references'
             union all select namespace_id, subject_id, delta from counter_delta where metric = 'references') all_of_them
           group by 1, 2) c
     full join (select namespace_id, media_id, count(*) as uses from reference group by 1, 2) r
       on r.namespace_id = c.namespace_id and r.media_id = c.subject_id
     where coalesce(c.value, 0) <> coalesce(r.uses, 0)`,
  ),
  always(
    'counted files are the files that there are',
    `select coalesce(c.namespace_id, i.namespace_id) as namespace_id, coalesce(c.subject_id, i.subject_id) as subject_id,
       coalesce(c.metric, i.metric) as metric, c.value, i.files, c.bytes, i.bytes as there
     from (select namespace_id, subject_id, metric, sum(value) as value, sum(bytes) as bytes from (
             select namespace_id, subject_id, metric, value, bytes from counter where metric <> 'references'
             union all select namespace_id, subject_id, metric, delta, bytes from counter_delta where metric <> 'references'
           ) all_of_them group by 1, 2, 3) c
     full join (
       select x.namespace_id, n.subject_id, n.metric, count(*) as files, sum(x.size_bytes) as bytes from media_index x
       cross join lateral counted_in(x.namespace_id, x.visibility, x.kind, x.tag_ids, x.collection_ids) n group by 1, 2, 3) i
       on i.namespace_id = c.namespace_id and i.subject_id = c.subject_id and i.metric = c.metric
     where coalesce(c.value, 0) <> coalesce(i.files, 0) or coalesce(c.bytes, 0) <> coalesce(i.bytes, 0)`,
  ),
];
