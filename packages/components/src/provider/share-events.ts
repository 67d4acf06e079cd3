import type { TRPCClient } from '@trpc/client';
import type { AppRouter, LibraryEvent } from '@vitrine/schema';
import type { EventSourceOfLibrary } from './kit-client.ts';

interface SharedStream {
  listeners: Set<(event: LibraryEvent) => void>;
  close: () => void;
}

/** Open streams of this page by library: browsers allow six connections to a server, one stream is enough. */
const streams = new Map<string, SharedStream>();

/** One stream per library for all providers on the page, opened by the first listener, closed after the last. */
export function shareEvents(key: string, trpc: TRPCClient<AppRouter>): EventSourceOfLibrary {
  return {
    subscribe(onEvent) {
      const stream = streams.get(key) ?? openStream(key, trpc);
      stream.listeners.add(onEvent);
      return () => {
        stream.listeners.delete(onEvent);
        if (stream.listeners.size > 0 || streams.get(key) !== stream) return;
        streams.delete(key);
        stream.close();
      };
    },
  };
}

function openStream(key: string, trpc: TRPCClient<AppRouter>): SharedStream {
  const listeners = new Set<(event: LibraryEvent) => void>();
  const tell = (event: LibraryEvent) => {
    for (const listener of listeners) listener(event);
  };
  let hasBegun = false;
  let hasHeard = false;
  const subscription = trpc.events.stream.subscribe(
    {},
    {
      onStarted: () => {
        // Begun anew without an event from which to go on: what happened in between is not known.
        if (hasBegun && !hasHeard) tell({ type: 'stream.reset', ids: [], at: new Date().toISOString() });
        hasBegun = true;
      },
      onData: ({ data }) => {
        hasHeard = true;
        tell(data);
      },
      // The server ended it for good (a revoked key, say): the next listener opens a new one.
      onError: () => streams.delete(key),
    },
  );
  const stream = { listeners, close: () => subscription.unsubscribe() };
  streams.set(key, stream);
  return stream;
}
