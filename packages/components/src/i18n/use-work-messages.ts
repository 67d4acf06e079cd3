'use client';

import { useMemo } from 'react';
import { useKit } from '../provider/use-kit.ts';
import type { AllMessages } from './messages.ts';
import { workMessages } from './work-messages.ts';

/** All texts, with those that only the library page says: a picker is loaded without them. */
export function useWorkMessages(): AllMessages {
  const { messages } = useKit();
  // What the host gave of them in its language stands in the provider's.
  return useMemo(() => ({ ...workMessages, ...messages }), [messages]);
}
