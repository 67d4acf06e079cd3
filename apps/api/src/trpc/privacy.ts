import { contract } from '@vitrine/schema';
import { anonymizeUser } from '../domain/privacy/anonymize-user.ts';
import { beginPersonExport } from '../domain/privacy/begin-person-export.ts';
import { eraseUser } from '../domain/privacy/erase-user.ts';
import { exportUser } from '../domain/privacy/export-user.ts';
import { findPeople } from '../domain/privacy/find-people.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.privacy;

export const privacyRouter = ({ forCaller }: Procedures) =>
  router({
    findPeople: forCaller(calls.findPeople).query(({ ctx, input }) => findPeople(ctx.scope, input)),
    exportUser: forCaller(calls.exportUser).query(({ ctx, input }) => exportUser(ctx.scope, input)),
    exportUserFiles: forCaller(calls.exportUserFiles).mutation(({ ctx, input }) =>
      beginPersonExport(ctx.scope, input),
    ),
    anonymizeUser: forCaller(calls.anonymizeUser).mutation(({ ctx, input }) =>
      anonymizeUser(ctx.scope, input),
    ),
    eraseUser: forCaller(calls.eraseUser).mutation(({ ctx, input }) => eraseUser(ctx.scope, input)),
  });
