'use client';

import { useMemo } from 'react';
import { useKit } from '../provider/use-kit.ts';
import type { coreMessages, TextsOf } from './core-messages.ts';
import { findMessages } from './find-messages.ts';
import { lifeMessages } from './life-messages.ts';
import { workMessages } from './work-messages.ts';

export type FindMessages = TextsOf<
  typeof coreMessages & typeof lifeMessages & typeof workMessages & typeof findMessages
>;

/** All texts, with those of filters, tags, duplicates and statistics: what is loaded when it is opened. */
export function useFindMessages(): FindMessages {
  const { messages } = useKit();
  // What the host gave of them in its language stands in the provider's.
  return useMemo(() => ({ ...lifeMessages, ...workMessages, ...findMessages, ...messages }), [messages]);
}
