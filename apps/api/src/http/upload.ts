import type { UploadOutcome } from '@vitrine/schema';
import type { Context, Handler } from 'hono';
import { authorize } from '../domain/identity/can.ts';
import type { Scope, Services } from '../domain/scope.ts';
import { presentCompletedUpload } from '../domain/uploads/present-completed-upload.ts';
import { readUploadFields } from '../domain/uploads/read-upload-fields.ts';
import { discardReceived, receiveFile } from '../domain/uploads/receive-file.ts';
import { requireRoom } from '../domain/uploads/require-room.ts';
import { type ArrivedFile, type SettledFile, settleReceived } from '../domain/uploads/settle-received.ts';
import { MediaError } from '../errors/media-error.ts';
import { toMediaError } from '../errors/to-media-error.ts';
import { toWireError } from '../errors/to-wire-error.ts';
import { countUpload } from '../observability/count-upload.ts';
import type { Metrics } from '../observability/create-metrics.ts';
import { scopeOf } from './auth.ts';
import type { HttpEnv } from './http-env.ts';
import { type FilePart, readForm } from './read-form.ts';

const limits = { files: 100, fields: 20, fieldBytes: 64 * 1024, overheadBytes: 1024 * 1024 };

/**
 * `POST /upload`: one file answers with it (201, or 200 where it equals one that exists), several with an outcome
 * each. Fields may stand before or after the files; a form with a wrong field leaves nothing. With an
 * `Idempotency-Key` the same form may come again and is answered the same.
 */
export function uploadRoute(services: Services, metrics: Metrics): Handler<HttpEnv> {
  return async (c) => {
    const scope = await scopeOf(c, services);
    authorize(scope.actor, 'media.upload');
    const receiving = await services.turnstiles.receiving.enter();
    const arrived: ArrivedFile[] = [];
    const entries: [string, string][] = [];
    try {
      // Less than all: what a form has beside its files is not known before.
      const length = c.req.header('content-length');
      let announcedBytes = Number(length ?? 0) - limits.overheadBytes;
      const { isLimited } = await requireRoom(scope, Math.max(0, announcedBytes));
      await readForm({ body: c.req.raw.body, contentType: c.req.header('content-type') }, limits, {
        field: (name, value) => entries.push([name, value]),
        file: async (part) => {
          // Its place before its bytes: answers come in the order of the form.
          const place = arrived.push({ filename: part.filename, error: new MediaError('input.invalid') }) - 1;
          const holdBytes = length === undefined ? 'as-it-comes' : Math.max(0, announcedBytes);
          const taken = await takeFile(scope, part, isLimited ? holdBytes : 0);
          if ('received' in taken) announcedBytes -= taken.received.sizeBytes;
          arrived[place] = taken;
        },
      });
      receiving[Symbol.dispose]();
      if (arrived.length === 0) throw new MediaError('input.invalid', { fields: { file: ['Missing'] } });
      const fields = await readUploadFields(scope, entries);
      const idempotencyKey = c.req.header('idempotency-key');
      const settled = await settleReceived(scope, arrived, { fields, idempotencyKey });
      return await answer(c, scope, metrics, settled);
    } catch (error) {
      await discardReceived(
        scope,
        arrived.flatMap((file) => ('received' in file ? [file.received] : [])),
      );
      throw error;
    } finally {
      receiving[Symbol.dispose]();
    }
  };
}

/** What is wrong with one file and not with its form. */
const ofTheFile = new Set(['upload.too-large', 'quota.exceeded']);

/** @throws MediaError 'input.invalid' for a field that takes no files; the form ends with it. */
async function takeFile(
  scope: Scope,
  part: FilePart,
  holdBytes: number | 'as-it-comes',
): Promise<ArrivedFile> {
  const { name, filename, mimeType, bytes } = part;
  if (name !== 'file' && name !== 'files') {
    throw new MediaError('input.invalid', { fields: { [name]: ['Unknown field'] } });
  }
  try {
    // Programs that know no better say this of everything.
    const declaredMimeType = mimeType === 'application/octet-stream' ? null : mimeType;
    return {
      filename,
      received: await receiveFile(scope, { door: 'multipart', filename, declaredMimeType, bytes, holdBytes }),
    };
  } catch (error) {
    if (!(error instanceof MediaError) || !ofTheFile.has(error.code)) throw error;
    return { filename, error };
  }
}

async function answer(
  c: Context<HttpEnv>,
  scope: Scope,
  metrics: Metrics,
  settled: readonly SettledFile[],
): Promise<Response> {
  const outcomes: UploadOutcome[] = [];
  for (const file of settled) {
    const { filename } = file;
    try {
      if ('error' in file) throw file.error;
      const { kind, startedAt } = file.completed;
      const media = await presentCompletedUpload(scope, file.completed);
      // Without a kind it was counted before.
      if (kind) countUpload(metrics, { kind, startedAt, now: scope.now() });
      outcomes.push({ filename, ok: true, media });
    } catch (error) {
      countUpload(metrics, { kind: null, startedAt: null, now: scope.now() });
      if (settled.length === 1) throw error;
      scope.log.info({ code: toMediaError(error).code }, 'a file of a form was refused');
      outcomes.push({ filename, ok: false, error: toWireError(error, scope.requestId).body });
    }
  }
  const [only] = outcomes;
  if (outcomes.length === 1 && only?.ok) return c.json(only.media, only.media.duplicateOf ? 200 : 201);
  return c.json(outcomes, 200);
}
