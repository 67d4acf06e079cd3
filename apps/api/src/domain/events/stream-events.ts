import type { EventStreamInput, LibraryEvent } from '@vitrine/schema';
import type * as z from 'zod';
import { MediaError } from '../../errors/media-error.ts';
import { authorize } from '../identity/can.ts';
import type { Actor, Scope } from '../scope.ts';
import type { HubEvent } from './create-event-hub.ts';
import { createEventQueue } from './create-event-queue.ts';
import { findMissedEvents } from './find-missed-events.ts';
import { keepVisibleIds } from './keep-visible-ids.ts';

/** How often a stream asks whether its credential still holds: a revoked one hears nothing for longer than this. */
const RECHECK_MS = 20_000;
/** A client that does not read loses its stream, comes back and is told what it missed. */
const MAX_WAITING = 1000;

export interface StreamOptions {
  signal: AbortSignal | undefined;
  /** Says who the credential stands for now; throws once it stands for nobody. */
  recheck(): Promise<Actor>;
  recheckMs?: number;
}

export interface StreamedEvent {
  id: string;
  data: LibraryEvent;
}

/**
 * What happens in the namespace from now on, and what happened since `lastEventId`, or that it can not be told; only ids
 * that the actor may see. An event can come twice. The stream ends when its credential does.
 * @throws MediaError `auth.required`, `auth.denied` where the credential ended.
 */
export async function* streamEvents(
  scope: Scope,
  input: z.output<typeof EventStreamInput>,
  options: StreamOptions,
): AsyncGenerator<StreamedEvent, void, undefined> {
  let { actor } = scope;
  authorize(actor, 'library.read');
  const queue = createEventQueue<HubEvent | 'recheck'>(MAX_WAITING);
  const isWanted = (event: HubEvent) =>
    event.namespaceId === scope.namespace.id && (!input.topics || input.topics.includes(event.type));
  const stopListening = scope.events.subscribe((event) => {
    // A key or a membership may have ended: not to be asked in twenty seconds, but before more is told.
    if (event.type === 'namespace.changed' && event.namespaceId === scope.namespace.id) queue.push('recheck');
    if (isWanted(event)) queue.push(event);
  });
  const timer = setInterval(() => queue.push('recheck'), options.recheckMs ?? RECHECK_MS);
  const end = () => queue.end();
  options.signal?.addEventListener('abort', end, { once: true });
  if (options.signal?.aborted) queue.end();

  try {
    const told = new Set<string>();
    if (input.lastEventId) {
      const missed = await findMissedEvents(scope, input.lastEventId);
      if (!missed) yield await tellToReload(scope);
      for (const event of missed?.filter(isWanted) ?? []) {
        told.add(event.id);
        const data = await present(scope, actor, event);
        if (data) yield { id: event.id, data };
      }
    }
    for await (const event of queue) {
      if (event === 'recheck') {
        actor = await options.recheck();
        if (actor.namespaceId !== scope.namespace.id) throw new MediaError('auth.denied');
        continue;
      }
      if (told.delete(event.id)) continue;
      const data = await present(scope, actor, event);
      if (data) yield { id: event.id, data };
    }
  } finally {
    clearInterval(timer);
    stopListening();
    options.signal?.removeEventListener('abort', end);
  }
}

async function present(scope: Scope, actor: Actor, event: HubEvent): Promise<LibraryEvent | null> {
  const ids = await keepVisibleIds({ ...scope, actor }, event);
  return ids.length === 0 ? null : { type: event.type, ids: [...ids], at: event.at.toISOString() };
}

/** With the id of the newest event that is known, so that whoever comes back with it hears what came after that. */
async function tellToReload({ db, namespace, now, newId }: Scope): Promise<StreamedEvent> {
  const { rows } = await db.pool.query<{ id: string }>(
    'select id from outbox_event where namespace_id = $1 order by transaction_id desc limit 1',
    [namespace.id],
  );
  const data: LibraryEvent = { type: 'stream.reset', ids: [namespace.id], at: now().toISOString() };
  return { id: rows[0]?.id ?? newId(), data };
}
