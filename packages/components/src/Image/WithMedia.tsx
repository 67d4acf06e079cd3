'use client';
import type { MediaFile, MediaId } from '@vitrine/schema';
import type { ReactNode } from 'react';
import { useMediaFiles } from '../hooks/use-media-files.ts';

/** The files of a page by their ids, as a host's server reads them with `media.getMany`. */
export type MediaMap = ReadonlyMap<MediaId, MediaFile>;

interface WithMediaProps {
  ids: readonly MediaId[];
  /** With it nothing is asked for, and no MediaProvider is needed. */
  media?: MediaMap;
  children(media: MediaMap, isLoading: boolean): ReactNode;
}

/** Hands on the files that the host has, or resolves them through the provider. */
export function WithMedia({ ids, media, children }: WithMediaProps) {
  return media ? children(media, false) : <Resolved ids={ids}>{children}</Resolved>;
}

function Resolved({ ids, children }: Omit<WithMediaProps, 'media'>) {
  const { files, isLoading } = useMediaFiles(ids);
  return children(files, isLoading);
}
