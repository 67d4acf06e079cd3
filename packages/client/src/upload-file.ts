import { UploadedMediaFile, type UploadFields, WireError } from '@vitrine/schema';
import { nameOf, uploadDirectly } from './upload-directly.ts';
import { UploadError } from './upload-error.ts';

export interface UploadFileOptions {
  endpoint: string;
  apiKey: string;
  /** The bytes; a `File` brings its name. */
  file: Blob;
  filename?: string;
  fields?: Partial<UploadFields>;
  /**
   * Asks first how the bytes shall come: straight to the storage where the server offers it, not at all where the
   * namespace has them. Hashes the file for it, whole in memory.
   */
  direct?: boolean;
  fetch?: typeof globalThis.fetch;
  signal?: AbortSignal;
}

/**
 * Uploads one file in one request, for scripts and back ends. Browsers and files that take long use the resumable
 * door at `/uploads` (tus). `duplicateOf` is set where the namespace has the same bytes already.
 * @throws UploadError when the server refuses it.
 */
export async function uploadFile(options: UploadFileOptions): Promise<UploadedMediaFile> {
  const sent = options.direct ? await uploadDirectly(options) : null;
  return sent ?? uploadForm(options);
}

async function uploadForm(options: UploadFileOptions): Promise<UploadedMediaFile> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.fields ?? {}))
    if (value !== undefined) form.set(name, value);
  form.set('file', options.file, nameOf(options));
  const doFetch = options.fetch ?? globalThis.fetch;
  const answer = await doFetch(`${options.endpoint.replace(/\/$/, '')}/upload`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${options.apiKey}` },
    signal: options.signal ?? null,
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new UploadError(WireError.parse(body));
  return UploadedMediaFile.parse(body);
}
