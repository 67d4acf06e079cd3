import { contract } from '@vitrine/schema';
import { addMembership } from '../domain/namespaces/add-membership.ts';
import { archiveNamespace } from '../domain/namespaces/archive-namespace.ts';
import { createKey } from '../domain/namespaces/create-key.ts';
import { createNamespace } from '../domain/namespaces/create-namespace.ts';
import { getNamespace } from '../domain/namespaces/get-namespace.ts';
import { listKeys } from '../domain/namespaces/list-keys.ts';
import { listMemberships } from '../domain/namespaces/list-memberships.ts';
import { listNamespaces } from '../domain/namespaces/list-namespaces.ts';
import { removeMembership } from '../domain/namespaces/remove-membership.ts';
import { reopenNamespace } from '../domain/namespaces/reopen-namespace.ts';
import { revokeKey } from '../domain/namespaces/revoke-key.ts';
import { rotateKey } from '../domain/namespaces/rotate-key.ts';
import { updateMembership } from '../domain/namespaces/update-membership.ts';
import { updateNamespace } from '../domain/namespaces/update-namespace.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.namespaces;
const { memberships, keys } = calls;

export const namespacesRouter = ({ forCaller }: Procedures) =>
  router({
    list: forCaller(calls.list).query(({ ctx }) => listNamespaces(ctx.scope)),
    get: forCaller(calls.get).query(({ ctx, input }) => getNamespace(ctx.scope, input)),
    create: forCaller(calls.create).mutation(({ ctx, input }) => createNamespace(ctx.scope, input)),
    update: forCaller(calls.update).mutation(({ ctx, input }) => updateNamespace(ctx.scope, input)),
    archive: forCaller(calls.archive).mutation(({ ctx, input }) => archiveNamespace(ctx.scope, input)),
    reopen: forCaller(calls.reopen).mutation(({ ctx, input }) => reopenNamespace(ctx.scope, input)),
    memberships: router({
      list: forCaller(memberships.list).query(({ ctx, input }) => listMemberships(ctx.scope, input)),
      add: forCaller(memberships.add).mutation(({ ctx, input }) => addMembership(ctx.scope, input)),
      update: forCaller(memberships.update).mutation(({ ctx, input }) => updateMembership(ctx.scope, input)),
      remove: forCaller(memberships.remove).mutation(({ ctx, input }) => removeMembership(ctx.scope, input)),
    }),
    keys: router({
      list: forCaller(keys.list).query(({ ctx, input }) => listKeys(ctx.scope, input)),
      create: forCaller(keys.create).mutation(({ ctx, input }) => createKey(ctx.scope, input)),
      rotate: forCaller(keys.rotate).mutation(({ ctx, input }) => rotateKey(ctx.scope, input)),
      revoke: forCaller(keys.revoke).mutation(({ ctx, input }) => revokeKey(ctx.scope, input)),
    }),
  });
