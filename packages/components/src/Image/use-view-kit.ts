'use client';
import { useContext } from 'react';
import { coreMessages, type Messages } from '../i18n/core-messages.ts';
import { KitContext } from '../provider/kit-context.ts';

/** Texts and locale for what also stands on a page of its own, outside of a MediaProvider: English there. */
export function useViewKit(): { messages: Messages; locale: string } {
  const kit = useContext(KitContext);
  return { messages: kit?.messages ?? coreMessages, locale: kit?.locale ?? 'en' };
}
