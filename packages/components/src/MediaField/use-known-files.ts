'use client';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { useMemo, useState } from 'react';
import { useMediaFiles } from '../hooks/use-media-files.ts';

/** The files behind values. One that was just picked or uploaded is known already and shown without asking. */
export function useKnownFiles(ids: readonly MediaId[]) {
  const [picked, setPicked] = useState<ReadonlyMap<MediaId, MediaFile>>(new Map());
  const asked = useMediaFiles(ids);
  return {
    /** What the server says now wins over what was known when it was picked. */
    files: useMemo(() => new Map([...picked, ...asked.files]), [picked, asked.files]),
    isLoading: asked.isLoading,
    error: asked.error,
    retry: asked.retry,
    remember: (files: readonly MediaFile[]) =>
      setPicked((before) => new Map([...before, ...files.map((file) => [file.id, file] as const)])),
  };
}
