import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { can } from '../identity/can.ts';
import { resourceOf } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';

/**
 * Sees to it that content may begin to use these files. What happens to them until the commit is the foreign
 * key's to refuse; here the answer names the files.
 * @throws MediaError `not-found` for files that are not there or that the actor may not see, `gone` for files in
 * the trash; `details.mediaIds` says which.
 */
export async function requireUsable(
  tx: Transaction,
  scope: Scope,
  mediaIds: readonly string[],
): Promise<void> {
  if (mediaIds.length === 0) return;
  const rows = await tx.media.findMany({
    where: { namespaceId: scope.namespace.id, id: { in: [...mediaIds] }, purgeStartedAt: null },
    select: { id: true, accessLevel: true, uploadedBy: true, deletedAt: true },
  });
  const seen = new Map(
    rows
      .map((row) => {
        const resource = resourceOf({
          access_level: row.accessLevel,
          uploaded_by: row.uploadedBy,
          deleted_at: row.deletedAt,
        });
        return { ...row, resource };
      })
      .filter(({ resource }) => can(scope.actor, 'media.read', { ...resource, isTrashed: false }))
      .map((row) => [row.id, row]),
  );
  const missing = mediaIds.filter((id) => !seen.has(id));
  if (missing.length > 0) {
    throw new MediaError(
      'not-found',
      { mediaIds: missing },
      {
        message: 'Some of the files are not in this library. Choose others in their place.',
      },
    );
  }
  const trashed = mediaIds.filter((id) => seen.get(id)?.deletedAt);
  if (trashed.length > 0) {
    throw new MediaError(
      'gone',
      { mediaIds: trashed },
      {
        message: 'Some of the files are in the trash. Restore them before using them.',
      },
    );
  }
}
