'use client';

import type { QueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider, useLocale } from 'react-aria-components';
import { coreMessages } from '../i18n/core-messages.ts';
import type { AllMessages } from '../i18n/messages.ts';
import { createKitStores } from '../store/create-kit-stores.ts';
import { createAnnouncer } from './create-announcer.ts';
import { createKitClient, type KitClientOptions } from './create-kit-client.ts';
import { createQueryClient } from './create-query-client.ts';
import type { GetToken } from './create-token-cache.ts';
import { followEvents } from './follow-events.ts';
import type { KitClient } from './kit-client.ts';
import { type Density, KitContext, type Theme } from './kit-context.ts';
import { RememberHistory } from './RememberHistory.tsx';
import { trpc } from './trpc.ts';

interface MediaProviderOptions {
  children: ReactNode;
  /** One of the host's, to share; without it the kit keeps its own, and the host's stays as it is. */
  queryClient?: QueryClient;
  /** BCP 47; decides numbers, dates and direction. Default `en-US`, so that a server renders the same. */
  locale?: string;
  /** Texts in another language, all or some; English stands for what is missing. */
  messages?: Partial<AllMessages>;
  /** `host` follows the `color-scheme` around it. */
  theme?: Theme;
  density?: Density;
  /** Where dialogs and menus are put; the body where it is missing. */
  portalContainer?: HTMLElement;
}

export type MediaProviderProps = MediaProviderOptions &
  ((KitClientOptions & { client?: undefined }) | { client: KitClient; endpoint?: undefined });

/** Everything of the kit stands inside one. Two on a page share nothing but the stream of events of one library. */
export function MediaProvider(props: MediaProviderProps) {
  return (
    <I18nProvider locale={props.locale ?? 'en-US'}>
      <ProviderInLocale {...props} />
    </I18nProvider>
  );
}

function ProviderInLocale(props: MediaProviderProps) {
  const { children, messages, theme = 'host', density = 'comfortable', portalContainer } = props;
  const { locale, direction } = useLocale();
  const client = useClient(props);
  const [ownQueryClient] = useState(createQueryClient);
  const queryClient = props.queryClient ?? ownQueryClient;
  const [stores] = useState(createKitStores);
  const [announcer] = useState(createAnnouncer);

  useEffect(() => announcer.remove, [announcer]);
  useEffect(() => followEvents(client, queryClient), [client, queryClient]);

  const kit = useMemo(
    () => ({
      client,
      queryClient,
      stores,
      messages: { ...coreMessages, ...messages },
      locale,
      direction,
      theme,
      density,
      portalContainer,
      announce: announcer.announce,
    }),
    [client, queryClient, stores, messages, locale, direction, theme, density, portalContainer, announcer],
  );

  return (
    <KitContext.Provider value={kit}>
      <trpc.Provider client={client.trpc} queryClient={queryClient}>
        <div
          className="vt"
          data-vt-provider=""
          data-theme={theme}
          data-density={density}
          dir={direction}
          lang={locale}
        >
          <RememberHistory />
          {children}
        </div>
      </trpc.Provider>
    </KitContext.Provider>
  );
}

/** The given client, or one of its own that lives as long as endpoint and namespace stay. */
function useClient(props: MediaProviderProps): KitClient {
  const { client, endpoint } = props;
  const namespace = props.endpoint === undefined ? undefined : props.namespace;
  const getToken = useRef<GetToken | null>(null);
  useEffect(() => {
    getToken.current = props.endpoint === undefined ? null : props.getToken;
  });
  return useMemo(() => {
    if (client) return client;
    if (endpoint === undefined)
      throw new Error('MediaProvider needs `endpoint` and `getToken`, or a `client`.');
    // A host that writes `getToken` in place makes a new function with every render: the newest is asked.
    const newest: GetToken = async (request) => {
      if (!getToken.current) throw new Error('MediaProvider is gone: there is nobody to ask for a token.');
      return getToken.current(request);
    };
    return createKitClient({ endpoint, getToken: newest, namespace });
  }, [client, endpoint, namespace]);
}
