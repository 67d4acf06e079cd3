import { UploadedMediaFile, type UploadFields, WireError } from '@vitrine/schema';

export interface UploadFileOptions {
  endpoint: string;
  apiKey: string;
  /** The bytes; a `File` brings its name. */
  file: Blob;
  filename?: string;
  fields?: Partial<UploadFields>;
  fetch?: typeof globalThis.fetch;
  signal?: AbortSignal;
}

/** A refused upload. `code` is one of the contract's error codes. */
export class UploadError extends Error {
  override name = 'UploadError';
  readonly code: WireError['code'];
  readonly details: WireError['details'];

  constructor({ code, message, details }: WireError) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/**
 * Uploads one file in one request, for scripts and back ends. Browsers and files that take long use the resumable
 * door at `/uploads` (tus). `duplicateOf` is set where the namespace has the same bytes already.
 * @throws UploadError when the server refuses it.
 */
export async function uploadFile(options: UploadFileOptions): Promise<UploadedMediaFile> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.fields ?? {}))
    if (value !== undefined) form.set(name, value);
  const name = options.filename ?? (options.file instanceof File ? options.file.name : 'file');
  form.set('file', options.file, name);
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
