import { always, drained } from './invariant.ts';

export const storageInvariants = [
  always(
    'bytes are kept once in a namespace',
    `select namespace_id, sha256, size_bytes from blob where state = 'active' group by 1, 2, 3 having count(*) > 1`,
  ),
  always(
    'a version that is kept has an active blob',
    `select v.namespace_id, v.id from media_version v join blob b on b.id = v.blob_id
     where v.needs_active_blob and b.state <> 'active'`,
  ),
  always(
    'no blob is kept for nothing',
    `select b.namespace_id, b.id from blob b where b.state = 'active' and not exists (
       select from media_version v where v.namespace_id = b.namespace_id and v.blob_id = b.id and v.needs_active_blob)`,
  ),
  always(
    'a blob has one rendition of a recipe, and a dead one has none',
    `select r.namespace_id, r.blob_id, r.recipe_hash from rendition r join blob b on b.id = r.blob_id
     group by 1, 2, 3 having count(*) > 1 or bool_or(b.state = 'dead')`,
  ),
  always(
    'an object lies under the prefix of its namespace',
    `select o.namespace_id, o.key
     from (select namespace_id, storage_key as key from blob union all select namespace_id, storage_key from rendition
           union all select namespace_id, quarantine_key from upload) o
     where not starts_with(o.key, o.namespace_id::text || '/')`,
  ),
  always(
    'the ledger tells what is stored and what is held',
    `select u.namespace_id, u.used_bytes, s.used, u.reserved_bytes, h.reserved from namespace_usage u
     cross join lateral (select coalesce(sum(b.size_bytes), 0) as used from blob b
       where b.namespace_id = u.namespace_id and b.state = 'active') s
     cross join lateral (select coalesce(sum(p.reserved_bytes), 0) as reserved from upload p
       where p.namespace_id = u.namespace_id) h
     where u.used_bytes <> s.used or u.reserved_bytes <> h.reserved`,
  ),
  always(
    'only an upload under way holds room',
    `select namespace_id, id, state from upload where reserved_bytes > 0 and state not in ('open', 'finishing')`,
  ),
  drained('what began to die is dead', `select namespace_id, id from blob where state = 'dying'`),
  always(
    'an upload that is done has one file, and no other upload one',
    `select u.namespace_id, u.id, u.state from upload u left join media m on m.id = u.media_id
     where (u.state = 'done') <> (m.id is not null)`,
  ),
  always(
    'a file came by an upload, and no two by one',
    `select m.namespace_id, m.id from media m where not exists (
       select from upload u where u.namespace_id = m.namespace_id and u.media_id = m.id)`,
  ),
  drained(
    'no upload is stuck',
    `select namespace_id, id, state from upload where state = 'finishing' and updated_at < now() - interval '10 minutes'
       or state in ('open', 'finishing') and expires_at < now() - interval '10 minutes'`,
  ),
];
