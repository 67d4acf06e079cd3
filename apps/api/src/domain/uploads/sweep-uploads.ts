import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { removeDyingBlob } from '../renditions/remove-dying-blob.ts';
import type { Services } from '../scope.ts';
import { expireUpload } from './expire-upload.ts';
import { failUpload } from './fail-upload.ts';
import { receivedOf } from './finish-upload.ts';
import { processUploadedFile } from './process-uploaded-file.ts';
import { quarantineKeysOf } from './quarantine-keys.ts';
import { scopeOfUploader } from './scope-of-uploader.ts';

/** Long enough that whoever is completing an upload has said so; completing it twice does no harm. */
const stuckAfterMs = 15_000;
const batchSize = 200;

/**
 * After each try the next one waits twice as long, an hour at most: an outage of some hours costs no upload, and one
 * that can't be completed at all is given up after about half a day.
 */
const maxAttempts = 20;
const longestWaitSeconds = 3600;

interface Swept {
  expired: number;
  resumed: number;
  givenUp: number;
}

/**
 * Clears up after uploads: those past their time end as expired, those whose bytes are all there but whose process
 * died are handed to a job, as often as may make sense.
 */
export async function sweepUploads(services: Services, requestId: string): Promise<Swept> {
  return {
    resumed: await resumeStuck(services, requestId),
    givenUp: await giveUpHopeless(services, requestId),
    expired: await expireOverdue(services),
  };
}

async function resumeStuck(services: Services, requestId: string): Promise<number> {
  const now = services.now();
  const seconds = stuckAfterMs / 1000;
  return transaction(services, async (tx) => {
    const stuck = await tx.$queryRaw<{ id: string; namespace_id: string }[]>`
      update upload set state = 'finishing', attempts = attempts + 1, updated_at = ${now}
      where id in (
        select id from upload
        where attempts < ${maxAttempts}
          and updated_at < ${now}::timestamptz
            - interval '1 second' * least(${seconds}::float8 * power(2, attempts), ${longestWaitSeconds}::float8)
          and (state = 'finishing' or (state = 'open' and door <> 'import' and offset_bytes = declared_size_bytes))
        order by updated_at limit ${batchSize} for update skip locked)
      returning id, namespace_id`;
    for (const { id, namespace_id: namespaceId } of stuck) {
      await enqueue(
        tx,
        processUploadedFile.name,
        processUploadedFile.payload,
        { namespaceId, uploadId: id },
        // Whoever sweeps tries again.
        { jobKey: `process:${id}`, requestId, maxAttempts: 1 },
      );
    }
    return stuck.length;
  });
}

/** What was tried often enough ends as failed, and holds no room any more. */
async function giveUpHopeless(services: Services, requestId: string): Promise<number> {
  const hopeless = await services.db.prisma.upload.findMany({
    where: {
      state: 'finishing',
      attempts: { gte: maxAttempts },
      updatedAt: { lt: new Date(services.now().getTime() - longestWaitSeconds * 1000) },
    },
    take: batchSize,
  });
  for (const row of hopeless) {
    const scope = await scopeOfUploader(services, row, requestId);
    const message = `${row.filename} could not be completed, however often it was tried. Upload it again.`;
    await failUpload(scope, receivedOf(row), new MediaError('internal', undefined, { message }));
  }
  return hopeless.length;
}

async function expireOverdue(services: Services): Promise<number> {
  const overdue = await services.db.prisma.upload.findMany({
    where: { state: 'open', expiresAt: { lt: services.now() } },
    select: { id: true, namespaceId: true, quarantineKey: true },
    orderBy: { expiresAt: 'asc' },
    take: batchSize,
  });
  for (const row of overdue) {
    if (!(await expireUpload(services, row.id))) continue;
    await Promise.all(quarantineKeysOf(row).map((key) => services.storage.delete(key)));
  }
  return overdue.length;
}

/**
 * Removes the bytes of blobs that were given up: dying was committed before, so nobody can come to need them.
 * @returns how many.
 */
export async function sweepDyingBlobs(services: Services): Promise<number> {
  const dying = await services.db.prisma.blob.findMany({
    where: { state: 'dying' },
    select: { id: true },
    take: batchSize,
  });
  for (const { id } of dying) await removeDyingBlob(services, id);
  return dying.length;
}
