import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { authenticate } from '../domain/identity/authenticate.ts';
import type { Services } from '../domain/scope.ts';
import { MediaError } from '../errors/media-error.ts';
import { toMediaError } from '../errors/to-media-error.ts';
import { createMetrics, type Metrics } from '../observability/create-metrics.ts';
import { createAppRouter } from './router.ts';
import { findCause, toWire } from './to-wire.ts';
import type { TrpcContext } from './trpc-context.ts';

/** A batch is one request for the limits of abuse: it must not be a hundred. */
const MAX_BATCH = 10;

export interface TrpcHandlerOptions {
  /** Where the handler is mounted. */
  endpoint?: string;
  /** By default everywhere but in production. */
  parseOutputs?: boolean;
  /** Where uploads are counted; by default in numbers that nobody reads. */
  metrics?: Metrics;
}

/**
 * Answers tRPC requests. Queries may come by POST, in batches of ten at most; the HTTP status is that of the error,
 * 207 where the calls of a batch ended differently. The credential is the Authorization header, or else
 * the session that the door took from a cookie of the console.
 */
export function createTrpcHandler(
  services: Services,
  options: TrpcHandlerOptions = {},
): (request: Request, context: { requestId: string; session?: string | undefined }) => Promise<Response> {
  const parseOutputs = options.parseOutputs ?? services.config.environment !== 'production';
  const router = createAppRouter({ parseOutputs });
  const metrics = options.metrics ?? createMetrics();

  async function createContext(
    request: Request,
    { requestId, session }: { requestId: string; session: string | undefined },
    calls: number,
  ): Promise<TrpcContext> {
    const authorization = request.headers.get('authorization') ?? undefined;
    const idempotencyKey = request.headers.get('idempotency-key') ?? undefined;
    const base = { services, metrics, requestId, authorization, session, idempotencyKey };
    try {
      if (idempotencyKey !== undefined && calls > 1) throw keyOfBatch();
      return {
        ...base,
        caller: { scope: await authenticate(services, { authorization, session, requestId }) },
      };
    } catch (refusal) {
      return { ...base, caller: { refusal } };
    }
  }

  return (request, { requestId, session }) =>
    fetchRequestHandler({
      endpoint: options.endpoint ?? '/trpc',
      req: request,
      router,
      maxBatchSize: MAX_BATCH,
      allowMethodOverride: true,
      createContext: ({ info }) => createContext(request, { requestId, session }, info.calls.length),
      responseMeta({ errors, info, ctx }) {
        // A stream that never began tells no errors here; without the status its client would come back for ever.
        if (info?.type === 'subscription' && ctx && 'refusal' in ctx.caller) {
          return { status: toMediaError(ctx.caller.refusal).status };
        }
        const statuses = new Set(errors.map((error) => toWire(error, requestId).status));
        const [status] = statuses;
        if (status === undefined) return {};
        const isMixed = statuses.size > 1 || errors.length < (info?.calls.length ?? 1);
        return { status: isMixed ? 207 : status };
      },
      onError({ error, path }) {
        if (error.cause?.name === 'AbortError') return;
        const { code } = findCause(error);
        if (code === 'internal') services.log.error({ err: error, path, requestId }, 'a call failed');
        else services.log.debug({ code, path, requestId }, 'a call was refused');
      },
    });
}

function keyOfBatch(): MediaError {
  const fields = { 'Idempotency-Key': ['Stands for one call; this request has several'] };
  return new MediaError('input.invalid', { fields });
}
