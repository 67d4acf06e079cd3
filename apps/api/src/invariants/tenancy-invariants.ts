import { always } from './invariant.ts';

/** What points from one tenant table to another: the table, its column, what it points at and by which column. */
const pointers = [
  ['media_version', 'media_id', 'media', 'id'],
  ['media_version', 'blob_id', 'blob', 'id'],
  ['media', 'current_version_id', 'media_version', 'id'],
  ['media', 'replaced_by', 'media', 'id'],
  ['media_index', 'media_id', 'media', 'id'],
  ['media_tag', 'media_id', 'media', 'id'],
  ['media_tag', 'tag_id', 'tag', 'id'],
  ['tag', 'parent_id', 'tag', 'id'],
  ['collection', 'parent_id', 'collection', 'id'],
  ['collection', 'cover_media_id', 'media', 'id'],
  ['collection_item', 'media_id', 'media', 'id'],
  ['collection_item', 'collection_id', 'collection', 'id'],
  ['reference', 'media_id', 'media', 'id'],
  ['reference', 'content_item_id', 'content_item', 'id'],
  ['snapshot_item', 'snapshot_id', 'snapshot', 'id'],
  ['snapshot_item', 'media_id', 'media', 'id'],
  ['snapshot_item', 'shown_media_id', 'media', 'id'],
  ['rendition', 'blob_id', 'blob', 'id'],
  ['upload', 'media_id', 'media', 'id'],
  ['upload', 'duplicate_of', 'media', 'id'],
  ['task_item', 'task_id', 'task', 'id'],
] as const;

export const tenancyInvariants = [
  always(
    'nothing points across namespaces',
    pointers
      .map(
        ([table, column, target, key]) => `
     select a.namespace_id, '${table}.${column}' as pointer, a.${column}::text as points_at from ${table} a
     left join ${target} b on b.namespace_id = a.namespace_id and b.${key} = a.${column}
     where a.${column} is not null and b.${key} is null`,
      )
      .join('\n     union all'),
  ),
  always(
    'what a person was given ends with the membership',
    `select k.namespace_id, 'api_key' as what, k.id from api_key k
     join membership m on m.namespace_id = k.namespace_id and m.user_id = k.created_by
     where m.removed_at is not null and k.revoked_at is null
     union all
     select s.namespace_id, 'session', s.id::text from session s
     left join membership m on m.namespace_id = s.namespace_id and m.user_id = s.user_id and m.removed_at is null
     left join api_key k on k.id = s.api_key_id and k.revoked_at is null
     where m.user_id is null or k.id is null`,
  ),
  always(
    'who was erased is gone',
    `select e.namespace_id, u.id from "user" u
     cross join lateral (
       select null::uuid as namespace_id
       where u.email is not null or u.user_info <> '{}' or not starts_with(u.subject, 'erased:')
       union all select namespace_id from membership where user_id = u.id and removed_at is null
       union all select namespace_id from media where uploaded_by = u.id) e
     where u.erased_at is not null`,
  ),
];
