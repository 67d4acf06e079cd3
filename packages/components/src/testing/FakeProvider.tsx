'use client';

import { type ReactNode, useState } from 'react';
import { MediaProvider, type MediaProviderProps } from '../provider/MediaProvider.tsx';
import { createFakeClient, type FakeClient, type FakeOptions } from './create-fake-client.ts';

export interface FakeProviderProps
  extends Pick<
    MediaProviderProps,
    'locale' | 'messages' | 'theme' | 'density' | 'portalContainer' | 'queryClient'
  > {
  children: ReactNode;
  /** One that the test holds, to steer it; else one is made of `options`. */
  client?: FakeClient;
  options?: FakeOptions;
}

/** A MediaProvider over a library in memory. */
export function FakeProvider({ children, client, options, ...props }: FakeProviderProps) {
  const [own] = useState(() => client ?? createFakeClient(options));
  return (
    <MediaProvider {...props} client={client ?? own}>
      {children}
    </MediaProvider>
  );
}
