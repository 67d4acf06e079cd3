import { contract } from '@vitrine/schema';
import { addReference } from '../domain/references/add-reference.ts';
import { getContentAtTime } from '../domain/references/get-content-at-time.ts';
import { getMediaUsage } from '../domain/references/get-media-usage.ts';
import { listContentReferences } from '../domain/references/list-content-references.ts';
import { registerSnapshot } from '../domain/references/register-snapshot.ts';
import { releaseSnapshot } from '../domain/references/release-snapshot.ts';
import { removeContent } from '../domain/references/remove-content.ts';
import { removeReference } from '../domain/references/remove-reference.ts';
import { syncReferences } from '../domain/references/sync-references.ts';
import { verifyContent } from '../domain/references/verify-content.ts';
import { type Procedures, router } from './create-procedures.ts';

const calls = contract.references;

export const referencesRouter = ({ inNamespace }: Procedures) =>
  router({
    sync: inNamespace(calls.sync).mutation(({ ctx, input }) => syncReferences(ctx.scope, input)),
    add: inNamespace(calls.add).mutation(({ ctx, input }) => addReference(ctx.scope, input)),
    remove: inNamespace(calls.remove).mutation(({ ctx, input }) => removeReference(ctx.scope, input)),
    removeContent: inNamespace(calls.removeContent).mutation(({ ctx, input }) =>
      removeContent(ctx.scope, input),
    ),
    listByMedia: inNamespace(calls.listByMedia).query(({ ctx, input }) => getMediaUsage(ctx.scope, input)),
    listByContent: inNamespace(calls.listByContent).query(({ ctx, input }) =>
      listContentReferences(ctx.scope, input),
    ),
    registerSnapshot: inNamespace(calls.registerSnapshot).mutation(({ ctx, input }) =>
      registerSnapshot(ctx.scope, input),
    ),
    releaseSnapshot: inNamespace(calls.releaseSnapshot).mutation(({ ctx, input }) =>
      releaseSnapshot(ctx.scope, input),
    ),
    verify: inNamespace(calls.verify).mutation(({ ctx, input }) => verifyContent(ctx.scope, input)),
    atTime: inNamespace(calls.atTime).query(({ ctx, input }) => getContentAtTime(ctx.scope, input)),
  });
