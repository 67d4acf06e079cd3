import { Readable } from 'node:stream';
import { TaskId } from '@vitrine/schema';
import type { Handler } from 'hono';
import { openExport } from '../domain/exports/open-export.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Delivery } from './delivery.ts';
import type { HttpEnv } from './http-env.ts';
import { presentFile } from './present-file.ts';

/**
 * `GET /zip/<task>?g=<grant>`: files as one, packed while they are sent; `GET /exports/<task>?g=<grant>`: rows. How long it
 * gets is not known before.
 */
export function zipRoute({ services, lookup }: Pick<Delivery, 'services' | 'lookup'>): Handler<HttpEnv> {
  return async (c) => {
    const taskId = TaskId.safeParse(c.req.param('task'));
    if (!taskId.success) throw new MediaError('not-found');
    services.grants.verify('zip', { taskId: taskId.data }, c.req.query('g') ?? '');
    const archive = await openExport(services, lookup, { taskId: taskId.data, requestId: c.var.requestId });
    const { disposition, policy, resourcePolicy } = presentFile({
      mimeType: archive.mimeType,
      filename: archive.filename,
      cacheControl: 'private, no-store',
      isDownload: true,
    });
    const body =
      c.req.method === 'HEAD' ? null : (Readable.toWeb(archive.read()) as ReadableStream<Uint8Array>);
    return new Response(body, {
      headers: {
        'Cache-Control': 'private, no-store',
        'Content-Disposition': disposition,
        'Content-Security-Policy': policy,
        'Content-Type': archive.mimeType === 'text/csv' ? 'text/csv; charset=utf-8' : archive.mimeType,
        'Cross-Origin-Resource-Policy': resourcePolicy,
      },
    });
  };
}
