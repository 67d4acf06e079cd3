import type { MediaVersion } from '@vitrine/schema';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import { refusalOf } from '../media/batch-outcome.ts';
import { enqueueRemoveBytes } from '../media/describe-remove-bytes.ts';
import { giveUpVersions } from '../media/give-up-versions.ts';
import { lockMedia } from '../media/lock-media.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { listVersions } from './list-versions.ts';

/**
 * Deletes the bytes of old versions for ever, all or none: for what should never have been uploaded. Their lines in the
 * history stay and say so. Those deleted before count as done.
 * @throws MediaError `auth.denied` for anyone but an admin, `not-found`, `media.in-use` for the current one and for one
 * that content or a saved version of a page shows.
 */
export async function removeVersions(
  scope: Scope,
  { id, numbers, reason }: { id: string; numbers: readonly number[]; reason: string },
): Promise<MediaVersion[]> {
  authorize(scope.actor, 'media.purge');
  const namespaceId = scope.namespace.id;
  await transaction(scope, async (tx) => {
    const refusal = refusalOf(scope, 'media.delete', (await lockMedia(tx, scope, [id])).get(id));
    if (refusal) throw refusal;
    const versions = await tx.mediaVersion.findMany({
      where: { namespaceId, mediaId: id, number: { in: [...numbers] } },
      select: {
        id: true,
        number: true,
        needsActiveBlob: true,
        currentOf: { select: { id: true } },
        pinnedBy: { where: { needsVersion: true }, select: { id: true }, take: 1 },
        snapshots: { where: { needsVersion: true }, select: { version: true }, take: 1 },
      },
    });
    if (versions.length < new Set(numbers).size) throw new MediaError('not-found', { numbers: [...numbers] });
    const held = versions.filter(
      ({ currentOf, pinnedBy, snapshots }) => currentOf.length + pinnedBy.length + snapshots.length > 0,
    );
    if (held.length > 0) {
      throw new MediaError(
        'media.in-use',
        { mediaId: id, numbers: held.map(({ number }) => number) },
        { message: 'What the file shows now, and what content or a saved version of a page shows, is kept.' },
      );
    }
    const going = versions.filter(({ needsActiveBlob }) => needsActiveBlob);
    if (going.length === 0) return;
    await giveUpVersions(
      tx,
      scope,
      going.map((version) => version.id),
    );
    await enqueueRemoveBytes(tx, scope, { mediaIds: [id] });
    await recordChange(tx, scope, {
      action: 'media.versions-removed',
      entity: 'media',
      ids: [id],
      event: 'media.updated',
      reason,
    });
  });
  return listVersions(scope, { id });
}
