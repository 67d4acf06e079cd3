'use client';

import type { QueryClient } from '@tanstack/react-query';
import { createContext } from 'react';
import type { Messages } from '../i18n/core-messages.ts';
import type { KitStores } from '../store/create-kit-stores.ts';
import type { KitClient } from './kit-client.ts';

export type Theme = 'light' | 'dark' | 'host';
export type Density = 'comfortable' | 'compact';

export interface Kit {
  client: KitClient;
  /** Private to the provider, unless the host gave one. */
  queryClient: QueryClient;
  stores: KitStores;
  messages: Messages;
  /** BCP 47 */
  locale: string;
  direction: 'ltr' | 'rtl';
  theme: Theme;
  density: Density;
  /** Where dialogs, menus and tooltips are put; undefined is the body. */
  portalContainer: HTMLElement | undefined;
  /** Says a text to screen readers, politely. */
  announce(text: string): void;
}

export const KitContext = createContext<Kit | null>(null);
