import type { MediaKind } from '@vitrine/schema';
import type { MediaFilter } from '../hooks/use-media-list.ts';
import { type BrowserParams, sortOf } from './browser-params.ts';
import type { MediaBrowserProps } from './MediaBrowser.tsx';

type Limits = Pick<
  MediaBrowserProps,
  'mimeTypes' | 'collectionId' | 'hasOrder' | 'tagIds' | 'state' | 'offered' | 'reviewStatus' | 'rights'
>;

/** What the list is asked for: what its owner limits it to, and what the person asks for. */
export function filterOf(
  props: Limits,
  mediaTypes: readonly MediaKind[],
  params: BrowserParams,
): MediaFilter {
  const kinds = params.kind === 'all' ? [...mediaTypes] : [params.kind];
  const search = params.search.trim();
  const filters = params.filters ?? {};
  const tagIds = [...new Set([...(props.tagIds ?? []), ...(filters.tagIds ?? [])])];
  return {
    ...filters,
    sort: sortOf(params, props.hasOrder ?? props.collectionId !== undefined),
    ...(props.state && { state: props.state }),
    ...(kinds.length > 0 && { kinds }),
    ...(search !== '' && { search }),
    ...(props.mimeTypes?.length && { mimeTypes: [...props.mimeTypes] }),
    ...(props.collectionId && { collectionId: props.collectionId }),
    ...(props.offered && { offered: true }),
    ...(props.reviewStatus && { reviewStatus: [...props.reviewStatus] }),
    ...(props.rights && { rights: props.rights }),
    ...(tagIds.length > 0 && { tagIds }),
  };
}
