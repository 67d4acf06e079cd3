'use client';

import { useMemo } from 'react';
import { useKit } from '../provider/use-kit.ts';
import type { coreMessages, TextsOf } from './core-messages.ts';
import { lifeMessages } from './life-messages.ts';
import { workMessages } from './work-messages.ts';

export type WorkMessages = TextsOf<typeof coreMessages & typeof lifeMessages & typeof workMessages>;

/** All texts, with those that only the library page says: a picker is loaded without them. */
export function useWorkMessages(): WorkMessages {
  const { messages } = useKit();
  // What the host gave of them in its language stands in the provider's.
  return useMemo(() => ({ ...lifeMessages, ...workMessages, ...messages }), [messages]);
}
