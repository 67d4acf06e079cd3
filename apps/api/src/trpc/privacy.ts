import { contract } from '@vitrine/schema';
import { anonymizeUser } from '../domain/privacy/anonymize-user.ts';
import { eraseUser } from '../domain/privacy/erase-user.ts';
import { exportUser } from '../domain/privacy/export-user.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.privacy;

export const privacyRouter = ({ inNamespace }: Procedures) =>
  router({
    exportUser: inNamespace(calls.exportUser).query(({ ctx, input }) => exportUser(ctx.scope, input)),
    anonymizeUser: inNamespace(calls.anonymizeUser).mutation(({ ctx, input }) =>
      anonymizeUser(ctx.scope, input),
    ),
    eraseUser: inNamespace(calls.eraseUser).mutation(({ ctx, input }) => eraseUser(ctx.scope, input)),
  });
