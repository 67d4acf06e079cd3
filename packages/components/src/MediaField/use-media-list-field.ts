'use client';
import type { MediaFieldDefinition, MediaFile, MediaValue } from '@vitrine/schema';
import { useEffect, useRef, useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useKit } from '../provider/use-kit.ts';
import { mergeValues, valueOf } from './media-values.ts';
import { useFieldUploads } from './use-field-uploads.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useKnownFiles } from './use-known-files.ts';

interface MediaListFieldOptions {
  values: readonly MediaValue[];
  onChange(values: MediaValue[]): void;
  definition: MediaFieldDefinition;
  namespace?: string;
  isReadOnly?: boolean;
}

/** A place for several files in their order. Nothing is cut off at the limit: what is too much is refused and said. */
export function useMediaListField(options: MediaListFieldOptions) {
  const { values, onChange, definition, namespace, isReadOnly = false } = options;
  const messages = useEditorMessages();
  const format = useFormat();
  const { locale } = useKit();
  const max = definition.options.maxItems;
  const known = useKnownFiles(values.map(({ mediaId }) => mediaId));
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [isPicking, setPicking] = useState(false);
  // Uploads end one after the other, each before the last one's value came back by the props.
  const newest = useRef(values);
  useEffect(() => {
    newest.current = values;
  }, [values]);

  const change = (next: MediaValue[]) => {
    newest.current = next;
    onChange(next);
  };
  const { uploads, upload, cancel, retry } = useFieldUploads({
    definition,
    namespace,
    onUploaded: (media) => {
      known.remember([media]);
      const now = newest.current;
      if (!now.some(({ mediaId }) => mediaId === media.id)) change([...now, valueOf(media, locale)]);
    },
    onRefused: setRefusals,
  });
  const takeFiles = (files: File[]) => {
    const room = max === undefined ? files.length : max - values.length - uploads.length;
    if (files.length > room) setRefusals([messages.fieldFull(format.number(max ?? 0))]);
    else void upload(files);
  };
  const { isOver, dropProps } = useFileDrop({ onFiles: takeFiles, isDisabled: isReadOnly });

  return {
    files: known.files,
    isLoading: known.isLoading,
    loadError: known.error,
    retryLoad: known.retry,
    remember: known.remember,
    change,
    refusals,
    uploads,
    cancelUpload: cancel,
    retryUpload: retry,
    takeFiles,
    isOver,
    dropProps,
    isPicking,
    setPicking,
    pick: (picked: readonly MediaFile[]) => {
      const there = new Set(values.map(({ mediaId }) => mediaId));
      const judged = picked.map((file) => ({
        file,
        problems: there.has(file.id) ? [] : definition.problemsOf(file),
      }));
      const accepted = judged.filter(({ problems }) => problems.length === 0).map(({ file }) => file);
      setRefusals(judged.flatMap(({ problems }) => problems.map(({ message }) => message)));
      setPicking(false);
      known.remember(accepted);
      change(mergeValues(values, accepted, locale));
    },
  };
}
