'use client';

import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { MediaBrowserViewProps } from './MediaBrowserView.tsx';

/** Says how many were found, whenever that changes. */
export function ResultCount({ data, isLoading }: Pick<MediaBrowserViewProps, 'data' | 'isLoading'>) {
  const messages = useMessages();
  const format = useFormat();
  const { total } = data;
  const number =
    total && (total.isExact ? format.number(total.value) : messages.about(format.number(total.value)));
  return (
    <p className="vt-sr" role="status">
      {!isLoading && !data.isPrevious && total && number && messages.resultCount(total.value, number)}
    </p>
  );
}
