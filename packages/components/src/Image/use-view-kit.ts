'use client';
import { useContext, useMemo } from 'react';
import { coreMessages } from '../i18n/core-messages.ts';
import { editorMessages } from '../i18n/editor-messages.ts';
import type { EditorMessages } from '../i18n/use-editor-messages.ts';
import { KitContext } from '../provider/kit-context.ts';

/** Texts and locale for what also stands on a page of its own, outside of a MediaProvider: English there. */
export function useViewKit(): { messages: EditorMessages; locale: string } {
  const kit = useContext(KitContext);
  const given = kit?.messages ?? coreMessages;
  const messages = useMemo(() => ({ ...editorMessages, ...given }), [given]);
  return { messages, locale: kit?.locale ?? 'en' };
}
