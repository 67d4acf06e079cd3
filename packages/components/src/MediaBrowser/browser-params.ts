import type { MediaKind, MediaSort } from '@vitrine/schema';
import type { Messages } from '../i18n/core-messages.ts';

/** What the person asks for: a text, a tab and an order. */
export interface BrowserParams {
  search: string;
  kind: MediaKind | 'all';
  sort: MediaSort;
}

export const defaultParams: BrowserParams = { search: '', kind: 'all', sort: '-createdAt' };

/** Something was asked for that leaves files out. */
export function isFiltered({ search, kind }: BrowserParams): boolean {
  return search.trim() !== '' || kind !== 'all';
}

export function sortOptions(messages: Messages): { id: MediaSort; label: string }[] {
  return [
    { id: '-createdAt', label: messages.sortNewest },
    { id: 'createdAt', label: messages.sortOldest },
    { id: 'title', label: messages.sortNameAscending },
    { id: '-title', label: messages.sortNameDescending },
    { id: '-sizeBytes', label: messages.sortLargest },
    { id: 'sizeBytes', label: messages.sortSmallest },
  ];
}

/** All and the kinds that may be chosen here, in the order of the seeds. One kind alone needs no tabs. */
export function kindOptions(
  messages: Messages,
  mediaTypes: readonly MediaKind[],
): { id: MediaKind | 'all'; label: string }[] {
  const labels: [MediaKind, string][] = [
    ['image', messages.kindImage],
    ['video', messages.kindVideo],
    ['document', messages.kindDocument],
    ['audio', messages.kindAudio],
  ];
  const shown = labels.filter(([kind]) => mediaTypes.length === 0 || mediaTypes.includes(kind));
  if (shown.length === 1) return [];
  return [{ id: 'all', label: messages.kindAll }, ...shown.map(([id, label]) => ({ id, label }))];
}
