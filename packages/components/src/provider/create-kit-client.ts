import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { AppRouter } from '@vitrine/schema';
import { EventSource } from 'eventsource';
import { browserConnectivity } from './browser-connectivity.ts';
import { createTokenCache, type GetToken, type TokenCache } from './create-token-cache.ts';
import { createTusTransport } from './create-tus-transport.ts';
import type { KitClient } from './kit-client.ts';
import { shareEvents } from './share-events.ts';

export interface KitClientOptions {
  /** Where Vitrine answers, with or without a path: `https://media.example.org`. */
  endpoint: string;
  /** Asks the host's own back end for a token of the signed-in person. */
  getToken: GetToken;
  /** Only where the host's token route serves several namespaces. */
  namespace?: string;
}

/** The longest batch that the server takes. */
const MAX_BATCH = 10;

/** Connects to a server. Nothing is sent before the first question. */
export function createKitClient({ endpoint, getToken, namespace }: KitClientOptions): KitClient {
  const base = endpoint.replace(/\/+$/, '');
  const tokens = createTokenCache(getToken, namespace);
  const url = `${base}/trpc`;
  const authorized = authorizedFetch(tokens);
  const key = namespace === undefined ? base : `${base}#${namespace}`;

  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        // The package's EventSource can send a header; the browser's own would put the token into the address.
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: () => ({ fetch: authorized }),
        }),
        // Filters and ids by POST: they are too long for an address and do not belong into access logs.
        false: httpBatchLink({ url, methodOverride: 'POST', maxItems: MAX_BATCH, fetch: authorized }),
      }),
    ],
  });

  return {
    key,
    trpc,
    uploads: createTusTransport({ endpoint: base, tokens, trpc }),
    events: shareEvents(key, trpc),
    connectivity: browserConnectivity,
  };
}

/** Adds the token; a request that is refused for it is repeated once with a new one. */
function authorizedFetch(tokens: TokenCache) {
  return async (input: RequestInfo | URL | string, init?: RequestInit | object): Promise<Response> => {
    const send = (token: string) => {
      const given = init as RequestInit | undefined;
      const headers = new Headers(given?.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(input, { ...given, headers });
    };
    const token = await tokens.token();
    const response = await send(token);
    return response.status === 401 ? send(await tokens.renew(token)) : response;
  };
}
