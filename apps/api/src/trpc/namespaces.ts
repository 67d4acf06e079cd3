import { contract } from '@vitrine/schema';
import { createKey } from '../domain/namespaces/create-key.ts';
import { createNamespace } from '../domain/namespaces/create-namespace.ts';
import { getNamespace } from '../domain/namespaces/get-namespace.ts';
import { listKeys } from '../domain/namespaces/list-keys.ts';
import { listNamespaces } from '../domain/namespaces/list-namespaces.ts';
import { revokeKey } from '../domain/namespaces/revoke-key.ts';
import { updateNamespace } from '../domain/namespaces/update-namespace.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.namespaces;

export const namespacesRouter = ({ forCaller }: Procedures) =>
  router({
    list: forCaller(calls.list).query(({ ctx }) => listNamespaces(ctx.scope)),
    get: forCaller(calls.get).query(({ ctx, input }) => getNamespace(ctx.scope, input)),
    create: forCaller(calls.create).mutation(({ ctx, input }) => createNamespace(ctx.scope, input)),
    update: forCaller(calls.update).mutation(({ ctx, input }) => updateNamespace(ctx.scope, input)),
    keys: router({
      list: forCaller(calls.keys.list).query(({ ctx, input }) => listKeys(ctx.scope, input)),
      create: forCaller(calls.keys.create).mutation(({ ctx, input }) => createKey(ctx.scope, input)),
      revoke: forCaller(calls.keys.revoke).mutation(({ ctx, input }) => revokeKey(ctx.scope, input)),
    }),
  });
