'use client';

import { useMediaList } from '../hooks/use-media-list.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import type { PlaceEntry } from './use-places.ts';

/** What waits for those who may change all: the queue of the reviewers, and rights that end. Each only while it holds
 *  something. */
export function useCarePlaces(isAllowed: boolean): PlaceEntry[] {
  const m = useWorkMessages();
  const format = useFormat();
  const options = { enabled: isAllowed };
  const pending = useMediaList({ reviewStatus: ['pending'], limit: 1 }, options);
  const ending = useMediaList({ rights: 'ending', limit: 1 }, options);
  const ended = useMediaList({ rights: 'ended', limit: 1 }, options);
  if (!isAllowed) return [];
  const entries = [
    { kind: 'review', label: m.reviewQueue, total: pending.total },
    { kind: 'ending', label: m.rightsEndingPlace, total: ending.total },
    { kind: 'ended', label: m.rightsEndedPlace, total: ended.total },
  ] as const;
  return entries.flatMap(({ kind, label, total }) =>
    total?.value
      ? [{ place: { kind }, label, count: format.number(total.value), color: null, depth: 0 }]
      : [],
  );
}
