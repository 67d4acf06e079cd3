'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { useSession } from '../hooks/use-session.ts';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { actsAsEditor } from '../MediaDetails/may-change.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { DuplicateCards } from './DuplicateCards.tsx';
import { useMerge } from './use-merge.ts';

export interface DuplicatesViewProps {
  onOpen: (file: MediaFile) => void;
}

/** Groups side by side. */
const PAGE_SIZE = 10;

/** Pictures that are the same or look nearly so, by group: what differs, and which one stays. */
export function DuplicatesView({ onOpen }: DuplicatesViewProps) {
  const m = useFindMessages();
  const format = useFormat();
  const { client, queryClient } = useKit();
  const session = useSession();
  const merge = useMerge();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } =
    useInfiniteQuery(
      {
        queryKey: [...libraryKeys.duplicates, { type: 'infinite' }],
        queryFn: ({ pageParam, signal }) =>
          client.trpc.media.duplicates.query(
            { limit: PAGE_SIZE, ...(pageParam !== null && { after: pageParam }) },
            { signal },
          ),
        initialPageParam: null as string | null,
        getNextPageParam: (page) => page.nextCursor,
      },
      queryClient,
    );
  const groups = data?.pages.flatMap((page) => page.groups) ?? [];
  const keyOf = (files: readonly MediaFile[]) => files.map(({ id }): MediaId => id).join(' ');
  return (
    <section className="vt-duplicates" aria-label={m.duplicatesPlace}>
      <header className="vt-room-head">
        <h2>{m.duplicatesPlace}</h2>
        <p className="vt-faint">{m.duplicatesText}</p>
      </header>
      <div className="vt-duplicates-body">
        {isPending && !error && <Skeleton />}
        {groups.map((group, index) => (
          <DuplicateCards
            key={keyOf(group.files)}
            number={format.number(index + 1)}
            group={group}
            onOpen={onOpen}
            onMerge={actsAsEditor(session) ? merge : null}
          />
        ))}
        {error && (
          <EmptyState
            picture="error"
            title={m.errorTitle}
            actions={
              <Button variant="line" onPress={() => void refetch()}>
                {m.retry}
              </Button>
            }
          >
            {toKitError(error).message}
          </EmptyState>
        )}
        {data && groups.length === 0 && (
          <EmptyState picture="empty" title={m.duplicatesNone}>
            {m.duplicatesNoneText}
          </EmptyState>
        )}
        {hasNextPage && (
          <Button variant="line" isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {m.duplicatesMore}
          </Button>
        )}
      </div>
    </section>
  );
}
