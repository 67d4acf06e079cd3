import { type UploadFields, UploadId, type UploadPlan } from '@vitrine/schema';
import type { Upload as UploadRow } from '../../db/generated/client.ts';
import { transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { agreeOnType } from '../../processing/agree-on-type.ts';
import { objectKey } from '../../storage/object-keys.ts';
import type { DirectUploads } from '../../storage/storage-driver.ts';
import { runOnce } from '../idempotency/run-once.ts';
import { authorize } from '../identity/can.ts';
import { getMedia } from '../media/get-media.ts';
import { limitsOf } from '../namespaces/limits-of.ts';
import type { Scope } from '../scope.ts';
import { beginUpload, checkSize, uploadLifeMs } from './begin-upload.ts';
import { cleanFilename } from './clean-filename.ts';
import { expireUpload } from './expire-upload.ts';
import { findDuplicate } from './find-duplicate.ts';
import { findUpload } from './find-upload.ts';
import { refusalOf } from './finish-upload.ts';
import { keepForGood } from './keep-for-good.ts';
import { landingKeyOf } from './quarantine-keys.ts';
import { readUploadFields } from './read-upload-fields.ts';
import { settleUpload } from './settle-upload.ts';

export interface AnnouncedFile {
  filename: string;
  sizeBytes: number;
  sha256?: string | undefined;
  mimeType?: string | undefined;
  fields?: UploadFields | undefined;
}

/** Above it a file comes in parts, so that a connection that breaks costs one of them. */
const maxPutBytes = 16 * 1024 * 1024;

/** For one request to begin; how long it then takes is the storage's affair. */
export const signatureSeconds = 15 * 60;

/** A single request was sent by then, or never will be. */
const putLifeMs = 60 * 60 * 1000;

const maxParts = 10_000;

/**
 * Announces a file: it is refused now for what can be seen already, room is held for it, and its key, its length and its
 * hash are settled. With an `Idempotency-Key` the same announcement is the same upload.
 * @throws MediaError as `beginUpload`; as `agreeOnType` where the name does not fit bytes that are known here.
 */
export function beginDirectUpload(
  scope: Scope,
  file: AnnouncedFile,
  key: string | undefined,
): Promise<UploadPlan> {
  authorize(scope.actor, 'media.upload');
  const planFor = async ([id = '']: readonly string[]) => {
    const namespaceId = scope.namespace.id;
    // One that has expired, or was given up, begins anew.
    await scope.db.prisma.upload.deleteMany({ where: { id, namespaceId, state: 'expired' } });
    const begun = await scope.db.prisma.upload.count({ where: { id, namespaceId } });
    return begun > 0 ? planAgain(scope, id) : begin(scope, file, id);
  };
  const request = { key, content: ['uploads.begin', file], newIds: [scope.newId()] };
  return runOnce(scope, request, { first: planFor, again: planFor });
}

async function begin(scope: Scope, file: AnnouncedFile, id: string): Promise<UploadPlan> {
  const { sizeBytes, sha256 } = file;
  if (sizeBytes === 0) throw new MediaError('upload.empty');
  checkSize(scope, sizeBytes);
  const entries = Object.entries(file.fields ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const fields = await readUploadFields(scope, entries);
  if (sha256 !== undefined && fields.onDuplicate !== 'keep-both' && !fields.replaces) {
    const existing = await settleKnown(scope, { ...file, sha256, fields, id });
    if (existing) return existing;
  }
  const { directUploads } = scope.storage;
  if (!directUploads || sha256 === undefined || sizeBytes > directUploads.partBytes * maxParts)
    return { transport: 'tus', path: '/uploads' };
  const namespaceId = scope.namespace.id;
  const isPut = sizeBytes <= maxPutBytes;
  await beginUpload(scope, {
    uploadId: id,
    door: 'presigned',
    filename: file.filename,
    declaredMimeType: file.mimeType ?? null,
    sizeBytes,
    sha256,
    fields: entries,
    quarantineKey: isPut
      ? objectKey({ namespaceId, purpose: 'quarantine', id: scope.newId() })
      : landingKeyOf({ namespaceId, id }),
    lifeMs: isPut ? putLifeMs : uploadLifeMs,
  });
  try {
    return await planAgain(scope, id);
  } catch (error) {
    await expireUpload(scope, id);
    throw error;
  }
}

/**
 * Bytes that a file here has already need not come again, where this actor may see it and the name would be taken.
 * @returns null where no file has them.
 */
async function settleKnown(
  scope: Scope,
  file: AnnouncedFile & { id: string; sha256: string; fields: UploadFields },
): Promise<UploadPlan | null> {
  const namespaceId = scope.namespace.id;
  const { id, sha256, sizeBytes, mimeType = null, fields } = file;
  const filename = cleanFilename(file.filename);
  const mediaId = await transaction(scope, async (tx) => {
    const blob = await tx.blob.findFirst({
      select: { id: true, mimeType: true },
      where: { namespaceId, sha256, sizeBytes, state: 'active' },
    });
    const existing = blob && (await findDuplicate(tx, scope, blob.id));
    if (!existing) return null;
    agreeOnType({
      filename,
      declaredMimeType: mimeType ?? undefined,
      sniffedMimeType: blob.mimeType,
      allowedTypes: Object.values(limitsOf(scope).allowedTypes).flat(),
    });
    const received = {
      uploadId: id,
      door: 'presigned' as const,
      key: landingKeyOf({ namespaceId, id }),
      sizeBytes,
      sha256,
      filename,
      declaredMimeType: mimeType,
      fields,
      reservedBytes: 0,
      startedAt: scope.now(),
    };
    await settleUpload(tx, scope, received, { state: 'done', mediaId: existing, duplicateOf: existing });
    await keepForGood(tx, scope, existing, fields);
    return existing;
  });
  return mediaId === null ? null : knownPlan(scope, id, mediaId);
}

const knownPlan = async (scope: Scope, id: string, mediaId: string): Promise<UploadPlan> => ({
  transport: 'none',
  uploadId: UploadId.parse(id),
  media: await getMedia(scope, { id: mediaId }),
});

/** What the client of an upload that was begun has to do, signed anew. */
async function planAgain(scope: Scope, id: string): Promise<UploadPlan> {
  const row = await findUpload(scope, id);
  if (row.state === 'failed') throw refusalOf(row);
  if (row.mediaId) return knownPlan(scope, id, row.mediaId);
  const { directUploads } = scope.storage;
  if (row.state !== 'open' || !directUploads) throw new MediaError('conflict', { state: row.state });
  return Number(row.declaredSizeBytes) <= maxPutBytes
    ? planPut(scope, directUploads, row)
    : planParts(directUploads, await withMultipart(scope, directUploads, row));
}

async function planPut(scope: Scope, directUploads: DirectUploads, row: UploadRow): Promise<UploadPlan> {
  const request = await directUploads.signUpload({
    key: landingKeyOf(row),
    sizeBytes: Number(row.declaredSizeBytes),
    sha256: row.declaredSha256 ?? '',
    expiresInSeconds: signatureSeconds,
  });
  const expiresAt = new Date(scope.now().getTime() + signatureSeconds * 1000).toISOString();
  return { transport: 'put', uploadId: UploadId.parse(row.id), request, expiresAt };
}

function planParts({ partBytes }: DirectUploads, row: UploadRow): UploadPlan {
  return {
    transport: 'parts',
    uploadId: UploadId.parse(row.id),
    partBytes,
    partCount: Math.ceil(Number(row.declaredSizeBytes) / partBytes),
    expiresAt: (row.expiresAt ?? row.createdAt).toISOString(),
  };
}

/** The row is first: what the storage began and no row knows is swept as an orphan. */
async function withMultipart(scope: Scope, directUploads: DirectUploads, row: UploadRow): Promise<UploadRow> {
  if (row.multipartId !== null) return row;
  const { uploadId: multipartId } = await directUploads.createMultipart({ key: landingKeyOf(row) });
  const { count } = await scope.db.prisma.upload.updateMany({
    where: { id: row.id, multipartId: null },
    data: { multipartId },
  });
  // Another request was faster: this one's nobody would ever end.
  if (count === 0) await directUploads.abortMultipart({ key: landingKeyOf(row), uploadId: multipartId });
  return findUpload(scope, row.id);
}
