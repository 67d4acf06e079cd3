import { TRPCClientError } from '@trpc/client';
import {
  type SignedRequest,
  type Upload,
  type UploadedMediaFile,
  type UploadFields,
  type UploadPlan,
  WireError,
} from '@vitrine/schema';
import { createMediaClient, type MediaClient } from './create-media-client.ts';
import { UploadError } from './upload-error.ts';
import type { UploadFileOptions } from './upload-file.ts';

/** How often a request to the storage is sent before the upload counts as failed. */
const maxTries = 4;
const partsAtOnce = 3;
const askEveryMs = 500;

export function nameOf({ filename, file }: UploadFileOptions): string {
  return filename ?? (file instanceof File ? file.name : 'file');
}

/**
 * Uploads a file as the server plans it, past the server where that can be.
 * @returns null where it must go through the server.
 * @throws UploadError when the server refuses it; Error when the storage does.
 */
export async function uploadDirectly(options: UploadFileOptions): Promise<UploadedMediaFile | null> {
  const { uploads } = createMediaClient(options);
  try {
    const plan = await uploads.begin.mutate(await announce(options));
    if (plan.transport === 'tus') return null;
    if (plan.transport === 'none') return presentUploaded(plan.uploadId, plan.media, plan.media.id);
    await sendOrAbort(uploads, plan, options);
    const { media, duplicateOf } = await complete(uploads, plan.uploadId, options.signal);
    if (!media) throw new Error('The upload was completed, but its file may not be seen with this key.');
    return presentUploaded(plan.uploadId, media, duplicateOf);
  } catch (error) {
    throw refusalIn(error) ?? error;
  }
}

/** What the server said, where it was the server that refused. */
function refusalIn(error: unknown): UploadError | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('vitrine' in data)) return null;
  const said = WireError.safeParse(data.vitrine);
  return said.success ? new UploadError(said.data) : null;
}

const presentUploaded = (
  uploadId: Upload['id'],
  media: NonNullable<Upload['media']>,
  duplicateOf: Upload['duplicateOf'],
): UploadedMediaFile => ({ ...media, uploadId, duplicateOf });

async function announce(options: UploadFileOptions) {
  const { file } = options;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const fields: UploadFields = { ...options.fields };
  return {
    filename: nameOf(options),
    sizeBytes: file.size,
    sha256,
    ...(file.type !== '' && { mimeType: file.type }),
    fields,
  };
}

type DirectPlan = Extract<UploadPlan, { transport: 'put' | 'parts' }>;

/** What will never be completed shall not hold room until it expires. */
async function sendOrAbort(
  uploads: MediaClient['uploads'],
  plan: DirectPlan,
  options: UploadFileOptions,
): Promise<void> {
  try {
    if (plan.transport === 'put') await send(() => Promise.resolve(plan.request), options.file, options);
    else await sendParts(uploads, plan, options);
  } catch (error) {
    await Promise.allSettled([uploads.abort.mutate({ id: plan.uploadId })]);
    throw error;
  }
}

async function sendParts(
  uploads: MediaClient['uploads'],
  { uploadId: id, partBytes, partCount }: Extract<UploadPlan, { transport: 'parts' }>,
  options: UploadFileOptions,
): Promise<void> {
  let next = 1;
  const sendSome = async () => {
    for (let number = next++; number <= partCount; number = next++) {
      const bytes = options.file.slice((number - 1) * partBytes, number * partBytes);
      // Signed when its turn comes: a signature does not live as long as a long upload.
      const sign = async () => {
        const [part] = await uploads.signParts.mutate({ id, partNumbers: [number] });
        if (!part) throw new Error('The server signed nothing.');
        return part.request;
      };
      await send(sign, bytes, options);
    }
  };
  await Promise.all(Array.from({ length: partsAtOnce }, sendSome));
}

async function send(
  sign: () => Promise<SignedRequest>,
  body: Blob,
  { fetch: doFetch = globalThis.fetch, signal }: UploadFileOptions,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const { url, method, headers } = await sign();
    const [outcome] = await Promise.allSettled([
      doFetch(url, { method, headers, body, signal: signal ?? null }),
    ]);
    if (outcome.status === 'fulfilled' && outcome.value.ok) return;
    signal?.throwIfAborted();
    if (tries < maxTries) await wait(askEveryMs * 2 ** (tries - 1), signal);
    else if (outcome.status === 'rejected') throw outcome.reason;
    else throw new Error(`The storage refused the bytes with status ${outcome.value.status}.`);
  }
}

async function complete(
  uploads: MediaClient['uploads'],
  id: Upload['id'],
  signal: AbortSignal | undefined,
): Promise<Upload> {
  let upload = await uploads.complete.mutate({ id });
  while (upload.state === 'finishing') {
    await wait(askEveryMs, signal);
    upload = await uploads.get.query({ id });
  }
  if (upload.error) throw new UploadError({ ...upload.error, requestId: '' });
  return upload;
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve) => setTimeout(resolve, ms));
}
