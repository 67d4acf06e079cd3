'use client';

import { useMemo } from 'react';
import { useKit } from '../provider/use-kit.ts';
import type { coreMessages, TextsOf } from './core-messages.ts';
import { editorMessages } from './editor-messages.ts';

export type EditorMessages = TextsOf<typeof coreMessages & typeof editorMessages>;

/** All texts that fields and editors say: a picker is loaded without them. */
export function useEditorMessages(): EditorMessages {
  const { messages } = useKit();
  // What the host gave of them in its language stands in the provider's.
  return useMemo(() => ({ ...editorMessages, ...messages }), [messages]);
}
