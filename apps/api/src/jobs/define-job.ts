import type * as z from 'zod';
import type { Services } from '../domain/scope.ts';
import type { Metrics } from '../observability/create-metrics.ts';

export interface JobContext {
  requestId: string;
  /** Aborted when the process shuts down: stop then, the job is done again. */
  signal: AbortSignal;
  /** After it the queue tries no more. */
  isLastAttempt: boolean;
  metrics: Metrics;
}

export interface Job<Payload extends z.ZodType = z.ZodType> {
  /** Never changes: jobs that wait carry it. */
  name: string;
  payload: Payload;
  run(services: Services, payload: z.output<Payload>, context: JobContext): Promise<void>;
}

/** A job is shallow: a payload of ids, and a call of the domain. It may run twice, so the domain must bear it. */
export function defineJob<Payload extends z.ZodType>(job: Job<Payload>): Job {
  return job;
}
