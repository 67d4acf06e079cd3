'use client';

import type { CollectionId, MediaFile, MediaKind } from '@vitrine/schema';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../hooks/use-session.ts';
import { useKit } from '../provider/use-kit.ts';
import type { UploadItem } from '../store/upload-store.ts';
import { acceptOf, checkFile, type RefusedFile, type UploadLimits } from './check-file.ts';
import { isPending, type UploadQueue } from './upload-queue.ts';
import { useUploadQueue } from './use-upload-queue.ts';

export interface UploadOptions {
  /** Kinds that this place takes; empty takes all. */
  mediaTypes?: readonly MediaKind[];
  mimeTypes?: readonly string[];
  /** Bytes of one file, where this place takes less than the library. */
  maxBytes?: number;
  /** How many more files this place has room for. */
  maxFiles?: number;
  /** Where new files are put. */
  collectionId?: CollectionId;
  /** Only to be told where it is not the provider's: the server refuses a foreign one. */
  namespace?: string;
  /** A file is in the library (or the person chose to use the one that equals it). */
  onUploaded?: (media: MediaFile) => void;
}

export interface Uploads extends Omit<UploadQueue, 'add'> {
  items: readonly UploadItem[];
  limits: UploadLimits;
  /** The `accept` of a file input. */
  accept: string;
  /** Checks and sends. Where some can not be sent nothing is, until the person has seen why. */
  add(files: readonly File[]): void;
  /** What can not be sent of the last `add`, and how many could; null where all is well. */
  refused: { files: readonly RefusedFile[]; rest: readonly File[] } | null;
  sendRest(): void;
  dismissRefused(): void;
  /** Files from this place are under way. */
  isBusy: boolean;
}

/** Uploads from one place: what it takes, what was refused, and the provider's queue. */
export function useUploads(options: UploadOptions): Uploads {
  const { stores } = useKit();
  const queue = useUploadQueue();
  const session = useSession();
  const items = useStore(stores.uploads, (state) => state.items);
  const own = useRef(new Set<string>());
  const [refused, setRefused] = useState<Uploads['refused']>(null);
  const { mediaTypes = [], mimeTypes = [], maxBytes, maxFiles, collectionId, namespace } = options;
  const limits: UploadLimits = {
    server: session?.limits ?? null,
    mediaTypes,
    mimeTypes,
    maxBytes: maxBytes ?? null,
  };
  // A file may be ready long after it was dropped: the callback of that moment's render is asked.
  const onUploaded = useRef(options.onUploaded);
  useEffect(() => {
    onUploaded.current = options.onUploaded;
    // The upload goes on when this place is gone, but nobody there waits for its file any more.
    return () => {
      onUploaded.current = undefined;
    };
  });

  const send = (files: readonly File[]) => {
    if (files.length === 0) return;
    const ids = queue.add(files, {
      fields: { collection: collectionId, namespace },
      onReady: (media) => onUploaded.current?.(media),
    });
    for (const id of ids) own.current.add(id);
  };

  return {
    ...queue,
    items,
    limits,
    accept: acceptOf(limits),
    add(files) {
      const bad: RefusedFile[] = [];
      const good: File[] = [];
      for (const file of files) {
        const reason = checkFile(file, limits);
        if (reason) bad.push({ file, reason });
        else if (maxFiles !== undefined && good.length >= maxFiles) {
          bad.push({ file, reason: { rule: 'many', limit: maxFiles } });
        } else good.push(file);
      }
      if (bad.length > 0) setRefused({ files: bad, rest: good });
      else send(good);
    },
    refused,
    sendRest() {
      if (refused) send(refused.rest);
      setRefused(null);
    },
    dismissRefused: () => setRefused(null),
    isBusy: items.some((item) => own.current.has(item.id) && isPending(item)),
  };
}
