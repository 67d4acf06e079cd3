import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { AppRouter } from '@vitrine/schema';
import { EventSource } from 'eventsource';

/** A batch of calls goes in one request; the server takes no larger one. */
const MAX_BATCH = 10;

export type MediaClient = TRPCClient<AppRouter>;

export type MediaClientOptions = {
  /** Origin of the Vitrine instance, `https://media.example.org`; a path is kept, as behind a proxy. */
  endpoint: string;
  fetch?: typeof globalThis.fetch;
} & ({ apiKey: string; getToken?: never } | { getToken(): Promise<{ token: string }>; apiKey?: never });

/**
 * Makes a typed client of every procedure of the contract: `client.media.list.query({ … })`,
 * `client.references.sync.mutate({ … })`, `client.events.stream.subscribe({ … }, { onData })`.
 * A refused call rejects with a TRPCClientError; its `data.vitrine.code` says why.
 */
export function createMediaClient(options: MediaClientOptions): MediaClient {
  const url = `${options.endpoint.replace(/\/$/, '')}/trpc`;
  const doFetch = options.fetch ?? globalThis.fetch;
  const authorization = async () => `Bearer ${options.apiKey ?? (await options.getToken()).token}`;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource,
          // The token goes in a header: one in the address would end in access logs.
          // Asked for each time that the stream is opened, also again: by then the first one may have expired.
          eventSourceOptions: () => ({
            fetch: async (input: string | URL, init?: RequestInit) =>
              doFetch(input, {
                ...init,
                headers: { ...init?.headers, authorization: await authorization() },
              }),
          }),
        }),
        false: httpBatchLink({
          url,
          maxItems: MAX_BATCH,
          // Queries too: long lists of ids do not fit into an address, and filters do not belong in access logs.
          methodOverride: 'POST',
          fetch: (input, init) => doFetch(input, init as RequestInit),
          headers: async () => ({ authorization: await authorization() }),
        }),
      }),
    ],
  });
}
