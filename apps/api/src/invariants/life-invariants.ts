import { always, drained } from './invariant.ts';

export const lifeInvariants = [
  always(
    'what is live or in the trash shows a version that has its bytes',
    `select m.namespace_id, m.id from media m
     left join media_version v on v.id = m.current_version_id and v.media_id = m.id and v.needs_active_blob
     left join blob b on b.id = v.blob_id and b.state = 'active'
     where m.purge_started_at is null and b.id is null`,
  ),
  always(
    'a file shows the newest of its versions, which have no gaps',
    `select m.namespace_id, m.id from media m join media_version v on v.media_id = m.id
     group by m.namespace_id, m.id
     having max(v.number) <> count(*)
       or m.purge_started_at is null and max(v.number) filter (where v.id = m.current_version_id) is distinct from max(v.number)`,
  ),
  always(
    'a purge comes after the trash, or says why',
    `select m.namespace_id, m.id from media m where m.purge_started_at is not null and not exists (
       select from audit_entry p where p.entity = 'media' and p.entity_id = m.id::text and p.action = 'media.purged'
         and (p.reason is not null or exists (
           select from audit_entry t where t.entity = 'media' and t.entity_id = p.entity_id and t.action = 'media.trashed')))`,
  ),
  always(
    'what is purged says nothing of what it was',
    `select m.namespace_id, m.id from media m where m.purge_started_at is not null
       and (m.title <> 'Purged' or m.original_filename <> '' or m.uploaded_by is not null or m.description <> ''
         or exists (select from media_version v where v.media_id = m.id and v.needs_active_blob)
         or exists (select from media_tag t where t.namespace_id = m.namespace_id and t.media_id = m.id)
         or exists (select from collection_item c where c.namespace_id = m.namespace_id and c.media_id = m.id)
         or exists (select from near_duplicate d where d.namespace_id = m.namespace_id and m.id in (d.media_id, d.other_id)))`,
  ),
  always(
    'the audit tells every change of state',
    `select m.namespace_id, m.id, m.state, a.* from media m cross join lateral (
       select count(*) filter (where action = 'media.created') as created,
         count(*) filter (where action = 'media.trashed') - count(*) filter (where action = 'media.restored') as trashed,
         count(*) filter (where action = 'media.purged') as purged,
         count(*) filter (where action in ('media.version-added', 'media.version-restored')) as versions
       from audit_entry where entity = 'media' and entity_id = m.id::text) a
     where a.created <> 1 or a.versions + 1 <> (select count(*) from media_version v where v.media_id = m.id)
       or case m.state when 'live' then a.trashed <> 0 or a.purged <> 0 when 'trashed' then a.trashed <> 1 or a.purged <> 0
          else a.trashed not in (0, 1) or a.purged <> 1 end`,
  ),
  always(
    'two live files have two slugs',
    `select namespace_id, slug from media where deleted_at is null group by 1, 2 having count(*) > 1`,
  ),
  always(
    'the index tells what there is',
    `select m.namespace_id, m.id, i.visibility, i.kind, i.access_level, i.review_status, i.size_bytes, i.mime_type
     from media m join media_version v on v.id = m.current_version_id join blob b on b.id = v.blob_id
     left join media_index i on i.namespace_id = m.namespace_id and i.media_id = m.id
     where m.purge_started_at is null
       and (i.visibility, i.kind, i.access_level, i.review_status, i.size_bytes, i.mime_type, i.uploaded_by)
         is distinct from (case when m.deleted_at is not null then 'trashed' when m.merged_at is not null then 'merged' else 'live' end, m.kind, m.access_level,
           m.review_status, b.size_bytes, b.mime_type, m.uploaded_by)`,
  ),
  always(
    'the index forgets what is purged',
    `select i.namespace_id, i.media_id from media_index i join media m on m.id = i.media_id
     where m.purge_started_at is not null`,
  ),
  drained(
    'a purge ends',
    `select namespace_id, id from media where purge_started_at is not null and purged_at is null`,
  ),
];
