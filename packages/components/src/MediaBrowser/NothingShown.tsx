'use client';

import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { isFiltered } from './browser-params.ts';
import type { MediaBrowserViewProps } from './MediaBrowserView.tsx';

interface NothingShownProps extends MediaBrowserViewProps {
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
        {messages.noMatchText}
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
