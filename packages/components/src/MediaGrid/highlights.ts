import type { Highlight, MediaId, TextPart } from '@vitrine/schema';
import { createContext } from 'react';

/** Where in a file the words of a search were found. */
export interface FoundIn {
  title: readonly TextPart[] | null;
  /** The text beside its title that says most about why it is here. */
  context: Highlight | null;
}

export const HighlightContext = createContext<ReadonlyMap<MediaId, FoundIn> | null>(null);

export function groupHighlights(highlights: readonly Highlight[]): ReadonlyMap<MediaId, FoundIn> {
  const byFile = new Map<MediaId, FoundIn>();
  for (const highlight of highlights) {
    const known = byFile.get(highlight.mediaId) ?? { title: null, context: null };
    const isTitle = highlight.field === 'title';
    byFile.set(highlight.mediaId, {
      title: isTitle ? highlight.parts : known.title,
      context: isTitle || highlight.field === 'filename' ? known.context : (known.context ?? highlight),
    });
  }
  return byFile;
}
