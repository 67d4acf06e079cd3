'use client';

import { useMemo } from 'react';
import { useKit } from '../provider/use-kit.ts';
import type { coreMessages, TextsOf } from './core-messages.ts';
import { statsMessages } from './stats-messages.ts';

export type StatsMessages = TextsOf<typeof coreMessages & typeof statsMessages>;

/** The common texts, with those of the statistics: what is loaded when they are opened. */
export function useStatsMessages(): StatsMessages {
  const { messages } = useKit();
  // What the host gave of them in its language stands in the provider's.
  return useMemo(() => ({ ...statsMessages, ...messages }), [messages]);
}
