import type { AccessLevel, AtTimeInput, MediaId, PastReference } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize, can } from '../identity/can.ts';
import { resourceOf } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';

interface Row {
  media_id: string;
  field_path: string;
  shown_id: string;
  version: number;
  version_pin: number | null;
  title: string;
  access_level: AccessLevel;
  uploaded_by: string | null;
  deleted_at: Date | null;
  is_kept: boolean;
}

/**
 * What a piece of content showed at a time, in the order of its fields: which files, and which version of each. Also
 * those that are gone since, without their titles where the actor does not see the trash; what the actor may not see is
 * left out.
 */
export async function getContentAtTime(
  scope: Scope,
  { type, id, locale, state, at }: z.output<typeof AtTimeInput>,
): Promise<z.output<typeof PastReference>[]> {
  authorize(scope.actor, 'library.read');
  const namespaceId = scope.namespace.id;
  const { rows } = await scope.db.pool.query<Row>(
    `with used as (
       select media_id, field_path, version_pin from reference_history
       where namespace_id = $1 and content_type = $2 and external_id = $3 and locale = $4 and state = $5
         and valid_from <= $6 and valid_to > $6
       union all
       select r.media_id, r.field_path, r.version_pin
       from content_item c join reference r on r.namespace_id = c.namespace_id and r.content_item_id = c.id
       where c.namespace_id = $1 and c.type = $2 and c.external_id = $3 and c.locale = $4 and c.state = $5
         and r.used_since <= $6)
     select u.media_id, u.field_path, u.version_pin, m.id as shown_id, m.title, m.access_level, m.uploaded_by,
       m.deleted_at,
       coalesce(u.version_pin, s.version) as version, coalesce(v.needs_active_blob, false) as is_kept
     from used u
     join shown_at(array(select media_id from used), $6) s on s.media_id = u.media_id
     join media m on m.id = case when u.version_pin is null then s.shown_id else u.media_id end
     left join media_version v
       on v.namespace_id = m.namespace_id and v.media_id = m.id and v.number = coalesce(u.version_pin, s.version)
     order by u.field_path, u.media_id`,
    [namespaceId, type, id, locale, state, at],
  );
  return rows
    .filter((row) =>
      can(scope.actor, 'media.read', { accessLevel: row.access_level, ownerId: row.uploaded_by }),
    )
    .map((row) => ({
      mediaId: row.media_id as MediaId,
      fieldPath: row.field_path,
      shownMediaId: row.shown_id as MediaId,
      version: row.version,
      isPinned: row.version_pin !== null,
      title: can(scope.actor, 'media.read', resourceOf(row)) ? row.title : '',
      isKept: row.is_kept,
    }));
}
