import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';
import type * as z from 'zod';
import type { WireError } from '../errors.ts';
import type { Contract } from './contract.ts';
import type { AnyProcedure, Procedure } from './procedure.ts';

type ProcedureOf<P> =
  P extends Procedure<'query', infer I, infer O>
    ? TRPCQueryProcedure<{ input: z.input<I>; output: z.output<O>; meta: object }>
    : P extends Procedure<'mutation', infer I, infer O>
      ? TRPCMutationProcedure<{ input: z.input<I>; output: z.output<O>; meta: object }>
      : P extends Procedure<'subscription', infer I, infer O>
        ? TRPCSubscriptionProcedure<{
            input: z.input<I>;
            output: AsyncIterable<z.output<O>, void, unknown>;
            meta: object;
          }>
        : never;

export type RouterRecordOf<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends AnyProcedure
    ? ProcedureOf<Tree[Name]>
    : RouterRecordOf<Tree[Name]>;
};

/** tRPC's own error with ours beside it: read `data.vitrine.code`, nothing else. */
export interface AppErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape['data'] & { vitrine: WireError };
}

/**
 * The type of the server's router, built from the contract and not inferred from the server: a client never sees
 * a type of Prisma or Hono, and the server proves that its router matches.
 */
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: AppErrorShape; transformer: false },
  RouterRecordOf<Contract>
>;
