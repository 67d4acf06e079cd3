'use client';

import type { FilterWord } from '../filters/describe-filters.ts';
import type { FilterQuery } from '../filters/filter-query.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { joinSearch, splitSearch } from '../MediaSearch/split-search.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { isFiltered, withSearch } from './browser-params.ts';
import type { MediaBrowserViewProps } from './MediaBrowserView.tsx';

interface NothingShownProps extends MediaBrowserViewProps {
  words: readonly FilterWord[];
  onFilters: (query: FilterQuery) => void;
  onClear: () => void;
}

/** Nothing matches, or nothing is there: two different states, each with something to do. */
export function NothingShown(props: NothingShownProps) {
  const messages = useMessages();
  const { isReadOnly, emptyAction } = props;
  if (isFiltered(props.searchParams)) {
    return (
      <EmptyState
        picture="no-match"
        className="vt-browser-state"
        title={messages.noMatchTitle}
        actions={
          <Button variant="line" onPress={props.onClear}>
            {messages.clearFilters}
          </Button>
        }
      >
        <NarrowedBy {...props} />
      </EmptyState>
    );
  }
  const text = isReadOnly || !emptyAction ? messages.emptyReadOnly : messages.emptyText;
  return (
    <EmptyState
      picture="empty"
      className="vt-browser-state"
      title={props.emptyTitle ?? messages.emptyTitle}
      actions={isReadOnly ? undefined : emptyAction}
    >
      {props.emptyText ?? text}
    </EmptyState>
  );
}

/** What narrows the list, each to be taken away alone; one thing alone has nothing to choose from. */
function NarrowedBy({ searchParams, words, onFilters, onSearch }: NothingShownProps) {
  const m = useMessages();
  const { search, kind } = searchParams;
  const kinds = { image: m.kindImage, video: m.kindVideo, document: m.kindDocument, audio: m.kindAudio };
  const ways = [
    ...(kind === 'all'
      ? []
      : [{ key: 'kind', label: kinds[kind], go: () => onSearch({ ...searchParams, kind: 'all' }) }]),
    ...words.map((word) => ({ key: word.key, label: word.label, go: () => onFilters(word.without) })),
    ...splitSearch(search).chips.map((chip, _index, chips) => ({
      key: `chip:${chip}`,
      label: chip,
      go: () => {
        const parts = splitSearch(search);
        onSearch(
          withSearch(searchParams, joinSearch({ ...parts, chips: chips.filter((other) => other !== chip) })),
        );
      },
    })),
  ];
  if (ways.length + (splitSearch(search).rest.trim() === '' ? 0 : 1) < 2) return m.noMatchText;
  return (
    <>
      {m.noMatchFilters}
      <span className="vt-without">
        {ways.map(({ key, label, go }) => (
          <Chip key={key} isGhost onPress={go}>
            {m.filterWithout(label)}
          </Chip>
        ))}
      </span>
    </>
  );
}
