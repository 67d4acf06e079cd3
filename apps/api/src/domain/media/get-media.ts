import type { MediaFile } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findMedia, resourceOf } from './find-media.ts';
import { keepVisibleNames } from './keep-visible-names.ts';
import { presentMedia } from './present-media.ts';

/**
 * One file, also one in the trash for those who may restore it; with what it says of place and people for those who may
 * change it.
 * @throws MediaError `not-found`, also for what the actor may not see.
 */
export async function getMedia(scope: Scope, input: { id: string }): Promise<MediaFile> {
  const [row] = await keepVisibleNames(scope, await findMedia(scope, [input.id]));
  if (!row) throw new MediaError('not-found', { id: input.id });
  const file = presentMedia(scope, row);
  return can(scope.actor, 'media.change', resourceOf(row))
    ? { ...file, privateMetadata: await findPrivateMetadata(scope, row.id) }
    : file;
}

async function findPrivateMetadata(scope: Scope, mediaId: string): Promise<Record<string, unknown>> {
  const { rows } = await scope.db.pool.query<{ private_metadata: Record<string, unknown> }>({
    name: 'find-private-metadata',
    text: `select v.private_metadata from media m
      join media_version v
        on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
      where m.namespace_id = $1 and m.id = $2`,
    values: [scope.namespace.id, mediaId],
  });
  return rows[0]?.private_metadata ?? {};
}
