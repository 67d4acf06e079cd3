'use client';
import type { MediaFieldDefinition, MediaFile, MediaValue } from '@vitrine/schema';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { isAltMissing } from './check-file.ts';
import { replaceValue } from './media-values.ts';
import { useFieldUploads } from './use-field-uploads.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useKnownFiles } from './use-known-files.ts';

interface MediaSlotOptions {
  value: MediaValue | null;
  onChange(value: MediaValue | null): void;
  definition: MediaFieldDefinition;
  namespace?: string;
  isReadOnly?: boolean;
}

/** One place for one file: what is in it, what may come in and by which ways. Drawn by a field, an editor, a slot. */
export function useMediaSlot({
  value,
  onChange,
  definition,
  namespace,
  isReadOnly = false,
}: MediaSlotOptions) {
  const messages = useEditorMessages();
  const announce = useAnnounce();
  const { locale } = useKit();
  const known = useKnownFiles(value ? [value.mediaId] : []);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [isPicking, setPicking] = useState(false);
  const [isCropping, setCropping] = useState(false);
  const file = (value && known.files.get(value.mediaId)) ?? null;

  const put = (media: MediaFile) => {
    known.remember([media]);
    onChange(replaceValue(value, media, locale));
  };
  const { uploads, upload, cancel, retry } = useFieldUploads({
    definition,
    namespace,
    onUploaded: put,
    onRefused: setRefusals,
  });
  const takeFiles = (files: File[]) => {
    if (files.length > 1) setRefusals([messages.fieldOne]);
    else void upload(files);
  };
  const { isOver, dropProps } = useFileDrop({ onFiles: takeFiles, isDisabled: isReadOnly });

  return {
    value,
    definition,
    namespace,
    file,
    isLoading: known.isLoading && !file,
    loadError: known.error,
    retryLoad: known.retry,
    refusals,
    /** Limits that the chosen file itself breaks: it was chosen before they were set, or past the kit. */
    problems: file ? definition.problemsOf(file).map(({ message }) => message) : [],
    isAltMissing: value !== null && !isReadOnly && isAltMissing(value, file, definition),
    uploads,
    cancelUpload: cancel,
    retryUpload: retry,
    isOver,
    dropProps,
    isPicking,
    setPicking,
    isCropping,
    setCropping,
    /** From the picker: refused with the reason, or put in. */
    pick: (media: MediaFile) => {
      const problems = definition.problemsOf(media).map(({ message }) => message);
      setRefusals(problems);
      setPicking(false);
      if (problems.length === 0) put(media);
    },
    change: (change: Partial<MediaValue>) => {
      if (value) onChange({ ...value, ...change });
    },
    remove: () => {
      setRefusals([]);
      onChange(null);
      announce(messages.fieldRemoved(file?.title ?? messages.fieldGone));
    },
  };
}

export type MediaSlot = ReturnType<typeof useMediaSlot>;
