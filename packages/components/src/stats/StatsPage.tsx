'use client';

import type { MediaFile, MediaSort } from '@vitrine/schema';
import { useState } from 'react';
import { type MediaFilter, useMediaList } from '../hooks/use-media-list.ts';
import { type BrowserParams, defaultParams } from '../MediaBrowser/browser-params.ts';
import { toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';
import { type Answer, type FewFiles, StatsView } from './StatsView.tsx';

export interface StatsPageProps {
  onOpen: (file: MediaFile) => void;
  /** Shows all files that the parameters find. */
  onShow: (params: BrowserParams) => void;
}

/** Files of each list. */
const FEW = 5;
const PERIODS = { month: 12, day: 30 } as const;

const lists: Record<'recent' | 'biggest' | 'unused', MediaFilter & { sort: MediaSort }> = {
  recent: { sort: '-createdAt', limit: FEW },
  biggest: { sort: '-sizeBytes', limit: FEW },
  unused: { sort: '-sizeBytes', isUsed: false, limit: FEW },
};

/** Statistics of the namespace: what everyone may know, and what the server tells admins and the operator. */
export function StatsPage({ onOpen, onShow }: StatsPageProps) {
  const [by, setBy] = useState<'day' | 'month'>('month');
  const overview = answerOf(trpc.stats.overview.useQuery({}));
  const growth = answerOf(trpc.stats.growth.useQuery({ by, periods: PERIODS[by] }));
  const storage = answerOf(trpc.stats.storage.useQuery({}));
  const cleanUp = trpc.stats.unused.useQuery({});
  const recent = useFew('recent');
  const biggest = useFew('biggest');
  const unused = useFew('unused');
  return (
    <StatsView
      {...{ overview, growth, by, storage, recent, biggest, unused, onOpen }}
      onBy={setBy}
      cleanUp={cleanUp.data}
      onShow={(list) => {
        const { sort, isUsed } = lists[list];
        onShow({ ...defaultParams, sort, ...(isUsed !== undefined && { filters: { isUsed } }) });
      }}
    />
  );
}

function useFew(name: keyof typeof lists): Answer<FewFiles> {
  const { files, total, isLoading, error, retry } = useMediaList(lists[name]);
  return { data: isLoading || error ? undefined : { files, total }, error, retry };
}

function answerOf<Query extends { data: unknown; error: unknown; refetch: () => Promise<unknown> }>(
  query: Query,
): Answer<NonNullable<Query['data']>> {
  return {
    data: query.data ?? undefined,
    error: query.error === null ? null : toKitError(query.error),
    retry: () => void query.refetch(),
  };
}
