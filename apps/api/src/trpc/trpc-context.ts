import type { CallerScope, Services } from '../domain/scope.ts';
import type { Metrics } from '../observability/create-metrics.ts';

/** What every procedure gets. Who asks is known before it runs; that nobody may is told by the procedure itself,
 *  so that the answer has the form of all others. */
export interface TrpcContext {
  services: Services;
  metrics: Metrics;
  requestId: string;
  authorization: string | undefined;
  /** The secret of a console's session. */
  session: string | undefined;
  /** Of a request with one call: what it creates is created once. */
  idempotencyKey: string | undefined;
  caller: { scope: CallerScope } | { refusal: unknown };
}
