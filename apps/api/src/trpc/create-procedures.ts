import { initTRPC } from '@trpc/server';
import type { AppErrorShape } from '@vitrine/schema';
import type * as z from 'zod';
import { type CallerScope, requireNamespace } from '../domain/scope.ts';
import { toMediaError } from '../errors/to-media-error.ts';
import { toWire, trpcCodeOf } from './to-wire.ts';
import type { TrpcContext } from './trpc-context.ts';

/** A comment in silence keeps proxies from closing a stream, and tells a client that has lost it. */
const PING_MS = 15_000;

const t = initTRPC
  .context<TrpcContext>()
  .meta<object>()
  .create({
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: 3 * PING_MS },
    },
    errorFormatter({ shape, error, ctx, path }): AppErrorShape {
      const { status, body } = toWire(error, ctx?.requestId ?? '');
      const [code, number] = trpcCodeOf(status);
      // Without tRPC's stack, and with the words that a client may see.
      return {
        ...shape,
        code: number,
        message: body.message,
        data: { code, httpStatus: status, ...(path !== undefined && { path }), vitrine: body },
      };
    },
  });

function callerOf(ctx: TrpcContext): CallerScope {
  if ('refusal' in ctx.caller) throw toMediaError(ctx.caller.refusal);
  return ctx.caller.scope;
}
const forCaller = t.procedure.use(({ ctx, next }) => next({ ctx: { scope: callerOf(ctx) } }));
const inNamespace = t.procedure.use(({ ctx, next }) =>
  next({ ctx: { scope: requireNamespace(callerOf(ctx)) } }),
);

export const { router } = t;
export type Procedures = ReturnType<typeof createProcedures>;

/**
 * The two ways to begin a procedure of the contract: in a namespace, or for a caller who may be an operator.
 * @param parseOutputs checks every answer against the contract and leaves out what is not in it. It costs several
 * times the query of a list, so production trusts what tests and development have parsed.
 */
export function createProcedures({ parseOutputs }: { parseOutputs: boolean }) {
  const outputOf = <Output extends z.ZodType>(schema: Output) =>
    parseOutputs
      ? (value: unknown): z.output<Output> => schema.parse(value)
      : (value: unknown): z.output<Output> => value as z.output<Output>;
  return {
    parseOutputs,
    inNamespace: <Input extends z.ZodType, Output extends z.ZodType>(call: {
      input: Input;
      output: Output;
    }) => inNamespace.input(call.input).output(outputOf(call.output)),
    forCaller: <Input extends z.ZodType, Output extends z.ZodType>(call: { input: Input; output: Output }) =>
      forCaller.input(call.input).output(outputOf(call.output)),
    stream: <Input extends z.ZodType>(call: { input: Input }) => inNamespace.input(call.input),
  };
}
