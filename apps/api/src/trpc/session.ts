import { contract } from '@vitrine/schema';
import { getSession } from '../domain/identity/get-session.ts';
import { listSessionNamespaces } from '../domain/identity/list-session-namespaces.ts';
import { makeDefaultNamespace } from '../domain/identity/make-default-namespace.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.session;

export const sessionRouter = ({ forCaller, inNamespace }: Procedures) =>
  router({
    me: forCaller(calls.me).query(({ ctx }) => getSession(ctx.scope)),
    namespaces: forCaller(calls.namespaces).query(({ ctx }) => listSessionNamespaces(ctx.scope)),
    makeDefault: inNamespace(calls.makeDefault).mutation(({ ctx }) => makeDefaultNamespace(ctx.scope)),
  });
