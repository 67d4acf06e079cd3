import { Prisma } from '../../db/generated/client.ts';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import type { Transaction } from '../../db/transaction.ts';
import { forgetDetailsOfMedia } from '../audit/forget-details.ts';
import { recordChange } from '../record-change.ts';
import { releaseVersions } from '../references/find-held-versions.ts';
import type { Scope } from '../scope.ts';
import { enqueueRemoveBytes } from './describe-remove-bytes.ts';
import { giveUpVersions } from './give-up-versions.ts';

/**
 * Begins to purge files: rows before bytes. From the commit on nothing finds, shows or serves them; a job of the same
 * commit removes their objects and ends the purge. What is left is a row that says nothing but that there was a file,
 * because uploads, the audit and content that was overruled name it. The caller has locked them.
 * @param taskId of the task that tells how far the removal is.
 */
export async function giveUpMedia(
  tx: Transaction,
  scope: Scope,
  ids: readonly string[],
  { reason, taskId = null }: { reason?: string | undefined; taskId?: string | null } = {},
): Promise<void> {
  if (ids.length === 0) return;
  const namespaceId = scope.namespace.id;
  const mediaIds = [...ids];
  const ofFiles = { namespaceId, mediaId: { in: mediaIds } };
  // By force, or there would be none: what holds on to the file, to a version of it, or keeps one for a page.
  await tx.reference.updateMany({ where: { ...ofFiles, needsLive: true }, data: { needsLive: null } });
  await releaseVersions(tx, namespaceId, mediaIds);
  await tx.mediaTag.deleteMany({ where: ofFiles });
  await tx.collectionItem.deleteMany({ where: ofFiles });
  await tx.nearDuplicate.deleteMany({ where: ofFiles });
  await tx.nearDuplicate.deleteMany({ where: { namespaceId, otherId: { in: mediaIds } } });
  await tx.collection.updateMany({
    where: { namespaceId, coverMediaId: { in: mediaIds } },
    data: { coverMediaId: null },
  });
  // What many were changed from is words of this one.
  await tx.taskItem.updateMany({ where: ofFiles, data: { undo: Prisma.DbNull, message: null } });
  // Only what is in the trash can still name one of them: restored, it is shown as itself.
  const undone = await tx.media.updateManyAndReturn({
    where: { namespaceId, replacedBy: { in: mediaIds } },
    data: { replacedBy: null },
    select: { id: true },
  });
  await tx.upload.updateMany({ where: ofFiles, data: { filename: 'purged', fields: {} } });
  const versions = await tx.mediaVersion.findMany({ where: ofFiles, select: { id: true } });
  await giveUpVersions(
    tx,
    scope,
    versions.map(({ id }) => id),
  );
  await forgetDetailsOfMedia(tx, mediaIds);
  const now = scope.now();
  await tx.$executeRaw`
    update media set
      title = 'Purged', slug = id::text, description = '', original_filename = '', uploaded_by = null, alt = '{}',
      caption = '', credit = '', license = '', rights_start = null, rights_end = null, rights_told = null,
      review_note = '', review_expires_at = null, taken_at = null, field_sources = '{}', metadata = '{}', keep = false,
      temporary_until = null, revision = revision + 1, updated_at = ${now}, deleted_at = coalesce(deleted_at, ${now}),
      deleted_by = null, purge_after = null, purge_started_at = ${now}
    where namespace_id = ${namespaceId}::uuid and id = any (${mediaIds}::uuid[])`;
  await enqueueRemoveBytes(tx, scope, { mediaIds, taskId });
  const why = reason === undefined ? {} : { reason };
  await recordChange(
    tx,
    scope,
    { action: 'media.purged', entity: 'media', ids: mediaIds, event: 'media.purged', ...why },
    { action: 'media.replacement-undone', entity: 'media', ids: undone.map(({ id }) => id), ...why },
  );
  await refreshMediaIndex(tx, mediaIds);
}
