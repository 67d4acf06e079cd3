import { MediaError } from '../../errors/media-error.ts';
import type { Scope } from '../scope.ts';
import { expireUpload } from '../uploads/expire-upload.ts';
import { failUpload } from '../uploads/fail-upload.ts';
import { receivedOf } from '../uploads/finish-upload.ts';
import { quarantineKeysOf } from '../uploads/quarantine-keys.ts';

/**
 * Ends what a person was uploading, with its bytes: those that still come and those that wait for a job. Whoever ends one
 * in this moment is waited for, and has made a file of it.
 */
export async function endUploads(scope: Scope, userId: string, until: Date): Promise<void> {
  const uploads = await scope.db.prisma.upload.findMany({
    where: {
      namespaceId: scope.namespace.id,
      userId,
      createdAt: { lte: until },
      state: { in: ['open', 'finishing'] },
    },
    orderBy: { id: 'asc' },
  });
  for (const upload of uploads) {
    const wasOpen = await expireUpload(scope, upload.id);
    const hadEnded = !wasOpen && (await failUpload(scope, receivedOf(upload), new MediaError('auth.denied')));
    if (!hadEnded) await Promise.all(quarantineKeysOf(upload).map((key) => scope.storage.delete(key)));
  }
}
