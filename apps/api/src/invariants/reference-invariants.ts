import { always } from './invariant.ts';

export const referenceInvariants = [
  always(
    'a use that needs a live file has one',
    `select r.namespace_id, r.id, r.media_id from reference r join media m on m.id = r.media_id
     where r.needs_live and m.deleted_at is not null`,
  ),
  always(
    'only the use of a file that is not live was overruled',
    `select r.namespace_id, r.id, r.media_id from reference r join media m on m.id = r.media_id
     where r.needs_live is null and m.deleted_at is null`,
  ),
  always(
    'who overrules a use says why',
    `select r.namespace_id, r.id, r.media_id from reference r where r.needs_live is null and not exists (
       select from audit_entry a where a.entity = 'media' and a.entity_id = r.media_id::text
         and a.action in ('media.forced', 'media.purged') and a.reason is not null)`,
  ),
  always(
    'a version that content or a snapshot pins has its bytes',
    `select p.namespace_id, p.media_id, p.number
     from (select namespace_id, media_id, version_pin as number from reference where needs_version and version_pin is not null
           union all select namespace_id, shown_media_id, version from snapshot_item where needs_version) p
     left join media_version v on v.media_id = p.media_id and v.number = p.number and v.needs_active_blob
     left join blob b on b.id = v.blob_id and b.state = 'active'
     where b.id is null`,
  ),
  always(
    'content names one file at one place once',
    `select namespace_id, content_item_id, media_id, field_path from reference
     group by 1, 2, 3, 4 having count(*) > 1`,
  ),
  always(
    'a file that content uses is not temporary',
    `select m.namespace_id, m.id from media m where m.temporary_until is not null and m.deleted_at is null
       and exists (select from reference r where r.namespace_id = m.namespace_id and r.media_id = m.id)`,
  ),
  always(
    'what stands in the place of a live file is live',
    `select m.namespace_id, m.id, m.replaced_by from media m join media s on s.id = m.replaced_by
     where m.deleted_at is null and s.deleted_at is not null`,
  ),
  always(
    'no file stands in its own place',
    `with recursive step as (
       select namespace_id, id as first_id, id, replaced_by, 0 as depth from media where replaced_by is not null
       union all
       select s.namespace_id, s.first_id, m.id, m.replaced_by, s.depth + 1 from step s join media m on m.id = s.replaced_by
       where s.depth < 100 and m.id <> s.first_id)
     select namespace_id, first_id as id from step where replaced_by = first_id`,
  ),
];
