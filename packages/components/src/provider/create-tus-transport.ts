import type { TRPCClient } from '@trpc/client';
import { type AppRouter, type Upload, UploadId } from '@vitrine/schema';
import type { TokenCache } from './create-token-cache.ts';
import { isAbort, KitError, kitErrorOfResponse, toKitError } from './kit-error.ts';
import { forgetUpload, rememberedUpload, rememberUpload } from './remember-upload.ts';
import { type Answer, sendRequest } from './send-request.ts';
import type { UploadRequest, UploadResult, UploadTransport } from './upload-transport.ts';

/** A chunk: what a slow line can send between two time-outs, and what is lost at most when it breaks. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** Pauses before the retries after a lost connection, in ms; after the last one the upload fails. */
const RETRY_PAUSES_MS = [500, 1500, 4000];
/** How often a server that still works on a large file is asked, in ms. */
const FINISHING_POLL_MS = 1000;

interface TusOptions {
  endpoint: string;
  tokens: TokenCache;
  trpc: TRPCClient<AppRouter>;
}

/** Resumable uploads by the tus protocol 1.0. A file is recognised by name, size and date, also after a reload. */
export function createTusTransport(options: TusOptions): UploadTransport {
  return { send: (request) => sendFile(options, request) };
}

async function sendFile(options: TusOptions, request: UploadRequest): Promise<UploadResult> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sendOnce(options, request);
    } catch (error) {
      if (isAbort(error)) {
        await giveUp(options, request);
        throw error;
      }
      const failure = toKitError(error);
      const pauseMs = RETRY_PAUSES_MS[attempt];
      const canHelp = failure.code === 'network' || failure.code === 'upload.offset-mismatch';
      if (!canHelp || pauseMs === undefined) throw failure;
      await pause(pauseMs, request.signal);
    }
  }
}

/** A cancelled upload leaves nothing on the server. Without a connection the server's own sweep does it later. */
async function giveUp({ endpoint, tokens }: TusOptions, request: UploadRequest): Promise<void> {
  const url = rememberedUpload(endpoint, request);
  if (url === null) return;
  forgetUpload(endpoint, request);
  try {
    await authorizedRequest(tokens, {
      method: 'DELETE',
      url,
      headers: { 'tus-resumable': '1.0.0' },
      body: null,
    });
  } catch (error) {
    if (toKitError(error).code !== 'network') throw error;
  }
}

async function sendOnce(options: TusOptions, request: UploadRequest): Promise<UploadResult> {
  const { file, signal } = request;
  const call = (method: string, url: string, headers: Record<string, string>, body?: Blob) =>
    authorizedRequest(options.tokens, {
      method,
      url,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      body: body ?? null,
      signal,
    });

  let url = rememberedUpload(options.endpoint, request);
  let offset = url === null ? 0 : await offsetOf(call, url);
  if (url === null || offset === null) {
    url = await createUpload(options, request, call);
    offset = 0;
    rememberUpload(options.endpoint, request, url);
  }

  request.onProgress?.(offset, file.size);
  while (offset < file.size) {
    const start: number = offset;
    const chunk = file.slice(start, start + CHUNK_BYTES);
    const answer = await authorizedRequest(options.tokens, {
      method: 'PATCH',
      url,
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(start),
      },
      body: chunk,
      signal,
      onSent: (sentBytes) => request.onProgress?.(start + sentBytes, file.size),
    });
    if (answer.status >= 300) {
      if (isFinal(answer.status)) forgetUpload(options.endpoint, request);
      throw refusal(answer);
    }
    offset = Number(answer.header('upload-offset') ?? start + chunk.size);
    request.onProgress?.(offset, file.size);
  }

  const upload = await finished(options, idOf(url), signal);
  forgetUpload(options.endpoint, request);
  if (upload.error)
    throw new KitError(upload.error.code, upload.error.message, { details: upload.error.details });
  if (!upload.media) throw new KitError('gone', 'The upload was ended on the server. Send the file again.');
  return { uploadId: upload.id, media: upload.media, duplicateOf: upload.duplicateOf };
}

/** The server refused the file itself: sending on can not help, sending anew might. */
const isFinal = (status: number) => status >= 400 && status < 500 && ![401, 409, 429].includes(status);

type Call = (method: string, url: string, headers: Record<string, string>, body?: Blob) => Promise<Answer>;

/** How much the server has, or null where it knows this upload no more. */
async function offsetOf(call: Call, url: string): Promise<number | null> {
  const answer = await call('HEAD', url, {});
  if (answer.status === 404 || answer.status === 410 || answer.status === 403) return null;
  if (answer.status >= 300) throw refusal(answer);
  return Number(answer.header('upload-offset') ?? 0);
}

async function createUpload(
  options: TusOptions,
  { file, fields }: UploadRequest,
  call: Call,
): Promise<string> {
  const metadata = { filename: file.name, filetype: file.type, ...fields };
  const answer = await call('POST', `${options.endpoint}/uploads`, {
    'upload-length': String(file.size),
    'upload-metadata': Object.entries(metadata)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name} ${base64Of(value)}`)
      .join(','),
  });
  const location = answer.header('location');
  if (answer.status !== 201 || location === null) throw refusal(answer);
  // The server names the path that it knows; before it may stand a proxy with a path of its own.
  return `${options.endpoint}/uploads/${location.split('/').at(-1)}`;
}

/** Waits for the server's verdict; files up to 64 MiB have it with the last chunk. */
async function finished({ trpc }: TusOptions, id: UploadId, signal?: AbortSignal): Promise<Upload> {
  for (;;) {
    const upload = await trpc.uploads.get.query({ id }, { signal });
    if (upload.state !== 'finishing' && upload.state !== 'open') return upload;
    await pause(FINISHING_POLL_MS, signal);
  }
}

async function authorizedRequest(
  tokens: TokenCache,
  request: Parameters<typeof sendRequest>[0],
): Promise<Answer> {
  const withToken = (token: string) =>
    sendRequest({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
  const token = await tokens.token();
  const answer = await withToken(token);
  return answer.status === 401 ? withToken(await tokens.renew(token)) : answer;
}

function refusal(answer: Answer): KitError {
  let body: unknown = null;
  try {
    body = JSON.parse(answer.text);
  } catch (error) {
    // A proxy's page instead of the server's words: the status says enough.
    if (!(error instanceof SyntaxError)) throw error;
  }
  return kitErrorOfResponse(answer.status, body);
}

const idOf = (url: string): UploadId => UploadId.parse(url.split('/').at(-1));

const base64Of = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('The upload was cancelled.', 'AbortError'));
    });
  });
}
