import type { AppRouter } from '@vitrine/schema';
import { auditRouter } from './audit.ts';
import { collectionsRouter } from './collections.ts';
import { createProcedures, router } from './create-procedures.ts';
import { eventsRouter } from './events.ts';
import { mediaRouter } from './media.ts';
import { namespacesRouter } from './namespaces.ts';
import { privacyRouter } from './privacy.ts';
import { referencesRouter } from './references.ts';
import { searchRouter } from './search.ts';
import { sessionRouter } from './session.ts';
import { statsRouter } from './stats.ts';
import { tagsRouter } from './tags.ts';
import { tasksRouter } from './tasks.ts';
import { uploadsRouter } from './uploads.ts';

/** @param options.parseOutputs see createProcedures. */
export function createAppRouter(options: { parseOutputs: boolean }) {
  const procedures = createProcedures(options);
  return router({
    media: mediaRouter(procedures),
    uploads: uploadsRouter(procedures),
    references: referencesRouter(procedures),
    collections: collectionsRouter(procedures),
    tags: tagsRouter(procedures),
    search: searchRouter(procedures),
    namespaces: namespacesRouter(procedures),
    stats: statsRouter(procedures),
    session: sessionRouter(procedures),
    tasks: tasksRouter(procedures),
    audit: auditRouter(procedures),
    privacy: privacyRouter(procedures),
    events: eventsRouter(procedures),
  });
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Interchangeable<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Served = ReturnType<typeof createAppRouter>['_def'];
type Promised = AppRouter['_def'];
/** Does not compile once the server and the contract differ: in a name, a type, an input or an output, either way. */
export const servesTheContract: Same<
  Omit<Served['record'], 'events'>,
  Omit<Promised['record'], 'events'>
> = true;
/** tRPC has a name of its own for `{ id, data }`, so the stream can only be interchangeable, not the same. */
export const streamsTheContract: Interchangeable<Served['record']['events'], Promised['record']['events']> =
  true;
export const failsAsPromised: Same<
  Served['_config']['$types']['errorShape'],
  Promised['_config']['$types']['errorShape']
> = true;
