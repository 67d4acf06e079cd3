import { ERRORS, type Locker, Server as TusServer } from '@tus/server';
import type { ErrorCode } from '@vitrine/schema';
import type { Handler } from 'hono';
import { limitsOf } from '../domain/namespaces/limits-of.ts';
import type { Scope, Services } from '../domain/scope.ts';
import { beginUpload } from '../domain/uploads/begin-upload.ts';
import { findUpload } from '../domain/uploads/find-upload.ts';
import { finishUpload } from '../domain/uploads/finish-upload.ts';
import type { CompletedUpload } from '../domain/uploads/received-file.ts';
import { MediaError } from '../errors/media-error.ts';
import { toMediaError } from '../errors/to-media-error.ts';
import { toWireError } from '../errors/to-wire-error.ts';
import { countUpload } from '../observability/count-upload.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import type { TusStore } from '../storage/tus-store.ts';
import { scopeOf } from './auth.ts';
import type { HttpEnv } from './http-env.ts';

const path = '/uploads';

/** What the client may say of the file itself; all else in the metadata is one of UploadFields. */
const fileKeys = new Set(['filename', 'filetype']);

/**
 * `/uploads`: resumable uploads by the tus protocol. Each request is checked for whose upload it is before the tus
 * server sees it; the answer to the last PATCH says what became of the file.
 */
export function tusRoute(
  services: Services,
  metrics: Metrics,
  { store, locker }: { store: TusStore; locker: Locker },
): Handler<HttpEnv> {
  // The tus server hands its hooks the request that it was given: this is how they know who asks.
  const scopes = new WeakMap<object, Scope>();
  const scopeFor = (request: object): Scope => {
    const scope = scopes.get(request);
    if (!scope) throw new MediaError('auth.required');
    return scope;
  };

  const server = new TusServer({
    path,
    datastore: store,
    locker,
    maxSize: services.config.uploads.maxFileBytes,
    relativeLocation: true,
    // Origins are decided in one place, for all routes.
    allowedOrigins: () => false,
    namingFunction: () => services.newId(),
    onIncomingRequest: async (request, id) => {
      if (request.method !== 'POST') await findUpload(scopeFor(request), id);
    },
    onUploadCreate: async (request, upload) => {
      const { metadata = {}, size, id } = upload;
      if (size === undefined) throw new MediaError('input.invalid', { header: 'Upload-Length' });
      await beginUpload(scopeFor(request), {
        uploadId: id,
        filename: metadata.filename ?? '',
        declaredMimeType: metadata.filetype || null,
        sizeBytes: size,
        fields: Object.entries(metadata).flatMap(([name, value]) =>
          fileKeys.has(name) ? [] : [[name, value ?? ''] as const],
        ),
      });
      return {};
    },
    onUploadFinish: async (request, upload) => ({
      headers: await finish(scopeFor(request), metrics, upload.id),
    }),
    onResponseError: (request, error) => describeError(scopes.get(request), error),
  });

  return async (c) => {
    const request = c.req.raw;
    if (request.method !== 'OPTIONS') {
      const scope = await scopeOf(c, services);
      scopes.set(request, scope);
      const id = idOf(c.req.path);
      if (request.method === 'HEAD' && id !== null) {
        const ended = await describeEnded(scope, metrics, id);
        if (ended) return new Response(null, { status: 200, headers: ended });
      }
    }
    return asJson(await server.handleWeb(request), c.var.requestId);
  };
}

/** Completes an upload whose bytes are all here; what the client wants to know of it, as headers. */
async function finish(scope: Scope, metrics: Metrics, id: string): Promise<Record<string, string>> {
  try {
    const completed = await finishUpload(scope, id);
    if (completed?.kind)
      countUpload(metrics, { kind: completed.kind, startedAt: completed.startedAt, now: scope.now() });
    return outcomeHeaders(completed);
  } catch (error) {
    countUpload(metrics, { kind: null, startedAt: null, now: scope.now() });
    throw error;
  }
}

function outcomeHeaders(completed: CompletedUpload | null): Record<string, string> {
  if (!completed) return { 'Vitrine-Upload-State': 'finishing' };
  return {
    'Vitrine-Upload-State': 'done',
    'Vitrine-Media-Id': completed.mediaId,
    ...(completed.duplicateOf !== null && { 'Vitrine-Duplicate-Of': completed.duplicateOf }),
  };
}

/**
 * A client that lost the answer to its last PATCH asks where to go on. All bytes are here, so it is told the end, and
 * an upload that nobody finished because the process died is finished now.
 * @returns null for an upload that goes on.
 */
async function describeEnded(
  scope: Scope,
  metrics: Metrics,
  id: string,
): Promise<Record<string, string> | null> {
  const upload = await findUpload(scope, id);
  const sizeBytes = String(upload.declaredSizeBytes);
  if (upload.state === 'open' && upload.offsetBytes < upload.declaredSizeBytes) return null;
  if (upload.state === 'failed' || upload.state === 'expired') throw new MediaError('gone');
  return {
    ...(await finish(scope, metrics, id)),
    'Tus-Resumable': '1.0.0',
    'Cache-Control': 'no-store',
    'Upload-Offset': sizeBytes,
    'Upload-Length': sizeBytes,
  };
}

function idOf(requestPath: string): string | null {
  const id = requestPath.slice(path.length + 1);
  return id === '' ? null : id;
}

/** What the tus server says in its own words, by status. */
const codeOfStatus: Record<number, ErrorCode> = {
  404: 'not-found',
  409: 'upload.offset-mismatch',
  410: 'gone',
  413: 'upload.too-large',
};

function describeError(scope: Scope | undefined, error: Error | { status_code: number; body: string }) {
  const limitBytes = scope && limitsOf(scope).maxFileBytes;
  const isOverCap = error === ERRORS.ERR_MAX_SIZE_EXCEEDED;
  const told = isOverCap ? new MediaError('upload.too-large', { limitBytes }) : error;
  if ('status_code' in told) return told;
  const { status, body } = toWireError(told, scope?.requestId ?? '');
  if (status >= 500) scope?.log.error({ err: toMediaError(told).cause ?? told }, 'an upload request failed');
  return { status_code: status, body: JSON.stringify(body) };
}

/** The tus server answers errors as plain text; ours are JSON, and its own become so too. */
async function asJson(response: Response, requestId: string): Promise<Response> {
  if (response.status < 400) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  headers.set('Content-Type', 'application/json');
  const body = text.startsWith('{') ? text : JSON.stringify(wireErrorOf(response.status, text, requestId));
  return new Response(body, { status: response.status, headers });
}

function wireErrorOf(status: number, text: string, requestId: string) {
  const code = codeOfStatus[status] ?? (status === 500 ? 'internal' : 'input.invalid');
  const reason = status === 500 ? undefined : text.trim();
  return toWireError(new MediaError(code, reason ? { reason } : undefined), requestId).body;
}
