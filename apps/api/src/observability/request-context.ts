import { AsyncLocalStorage } from 'node:async_hooks';

/** Which request, or which job on behalf of it, runs here. Ids only: all of it is written into every log line. */
export interface RequestContext {
  requestId: string;
  jobId?: string;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Runs `run` so that all it awaits finds this context. */
export function withRequestContext<T>(context: RequestContext, run: () => T): T {
  return contexts.run(context, run);
}

/** The context of whoever called; `undefined` outside requests and jobs. */
export function findRequestContext(): RequestContext | undefined {
  return contexts.getStore();
}
