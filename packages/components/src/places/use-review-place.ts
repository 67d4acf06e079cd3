'use client';

import { useMediaList } from '../hooks/use-media-list.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { PlaceEntry } from './use-places.ts';

/** The queue of the reviewers, where there is something in it: for those who may review. */
export function useReviewPlace(mayReview: boolean): PlaceEntry[] {
  const m = useMessages();
  const format = useFormat();
  const { total } = useMediaList({ reviewStatus: ['pending'], limit: 1 }, { enabled: mayReview });
  if (!mayReview || !total?.value) return [];
  const place = { kind: 'review' } as const;
  return [{ place, label: m.reviewQueue, count: format.number(total.value), color: null, depth: 0 }];
}
