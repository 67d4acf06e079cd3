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
  const subscription = trpc.events.stream.subscribe(
    {},
    {
      onData: ({ data }) => {
        for (const listener of listeners) listener(data);
      },
      // The server ended it for good (a revoked key, say): the next listener opens a new one.
      onError: () => streams.delete(key),
    },
  );
  const stream = { listeners, close: () => subscription.unsubscribe() };
  streams.set(key, stream);
  return stream;
}
