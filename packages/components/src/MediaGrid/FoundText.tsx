'use client';

import type { Highlight, MediaFile, TextPart } from '@vitrine/schema';
import { Fragment, useContext } from 'react';
import type { Messages } from '../i18n/core-messages.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { HighlightContext } from './highlights.ts';

/** A text with the words marked that were searched for. */
function Parts({ parts }: { parts: readonly TextPart[] }) {
  let at = 0;
  return parts.map(({ text, isMatch }) => {
    const key = at;
    at += text.length;
    return isMatch ? (
      <mark key={key} className="vt-match">
        {text}
      </mark>
    ) : (
      <Fragment key={key}>{text}</Fragment>
    );
  });
}

/** The title of a file, with what was searched for marked in it. */
export function FoundTitle({ file }: { file: MediaFile }) {
  const parts = useContext(HighlightContext)?.get(file.id)?.title;
  // One that was renamed since stands as it is.
  return parts && parts.map(({ text }) => text).join('') === file.title ? (
    <Parts parts={parts} />
  ) : (
    file.title
  );
}

/** One line of where else the words were found; null where they were not. */
export function useFoundContext(file: MediaFile): Highlight | null {
  return useContext(HighlightContext)?.get(file.id)?.context ?? null;
}

export function FoundContext({ highlight }: { highlight: Highlight }) {
  const m = useMessages();
  return (
    <>
      <span className="vt-faint">{fieldLabel(highlight.field, m)}: </span>
      <bdi>
        <Parts parts={highlight.parts} />
      </bdi>
    </>
  );
}

const fieldLabel = (field: Highlight['field'], m: Messages): string =>
  ({
    title: m.columnName,
    description: m.matchDescription,
    alt: m.matchAlt,
    caption: m.matchCaption,
    filename: m.matchFilename,
    tags: m.matchTags,
    text: m.matchText,
  })[field];
