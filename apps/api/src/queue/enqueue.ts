import * as z from 'zod';
import type { Transaction } from '../db/transaction.ts';
import { findRequestContext } from '../observability/request-context.ts';

interface JobOptions {
  /** A waiting job of the same key is replaced, one that runs is followed. Such as `thumbnails:<versionId>`. */
  jobKey?: string;
  /** Where it began, for the log; the request that runs here unless told. */
  requestId?: string;
  runAt?: Date;
  /** 25 unless told, over about three days. */
  maxAttempts?: number;
  /** Lower runs earlier; 0 unless told. */
  priority?: number;
  /** Jobs of one queue run one after the other. */
  queueName?: string;
}

/** Puts a job into the queue as part of the caller's transaction: it exists if and only if the rest does.
 *  @throws ZodError when the payload is not of the job's form. */
export async function enqueue<Schema extends z.ZodType>(
  tx: Transaction,
  name: string,
  schema: Schema,
  payload: z.input<Schema>,
  options: JobOptions = {},
): Promise<void> {
  // What is stored is what was given, so that it can be parsed again when the job runs.
  schema.parse(payload);
  const requestId = options.requestId ?? findRequestContext()?.requestId;
  const stored = JSON.stringify({ data: payload, requestId });
  const { runAt, maxAttempts, jobKey, priority, queueName } = options;
  await tx.$executeRaw`select graphile_worker.add_job(
    ${name}::text,
    payload := ${stored}::json,
    queue_name := ${queueName ?? null}::text,
    run_at := ${runAt?.toISOString() ?? null}::timestamptz,
    max_attempts := ${maxAttempts ?? null}::int,
    job_key := ${jobKey ?? null}::text,
    priority := ${priority ?? null}::int)`;
}

const Stored = z.object({ data: z.unknown().optional(), requestId: z.string().optional() });

/** Reads what enqueue stored. A job of the crontab has no data: then the schema gets `{}`.
 *  @throws ZodError when it was stored in another form, by an older version for example. */
export function readJob<Schema extends z.ZodType>(
  schema: Schema,
  stored: unknown,
): { payload: z.output<Schema>; requestId: string | undefined } {
  const { data, requestId } = Stored.parse(stored ?? {});
  return { payload: schema.parse(data ?? {}), requestId };
}
