'use client';

import { useKit } from '../provider/use-kit.ts';
import type { Messages } from './core-messages.ts';

export function useMessages(): Messages {
  return useKit().messages;
}
