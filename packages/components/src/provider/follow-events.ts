import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { type LibraryEvent, type MediaFile, MediaId, type MediaPage } from '@vitrine/schema';
import type { KitClient } from './kit-client.ts';
import { libraryKeys } from './library-keys.ts';

/** Events of one burst (fifty uploads, say) are answered together after this time, in ms. */
const GATHER_MS = 120;
/** More changed files than this, and the lists are asked again instead of each file. */
const MAX_PATCHED = 100;

/** Keeps what is shown true: changed files are fetched and put in place, so that a thumbnail appears without a
 *  reload; lists are asked again where files come or go. Returns a function that stops it. */
export function followEvents(client: KitClient, queryClient: QueryClient): () => void {
  let waiting: LibraryEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const events = waiting;
    waiting = [];
    void applyEvents(client, queryClient, events);
  };
  const stop = client.events.subscribe((event) => {
    waiting.push(event);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

async function applyEvents(
  client: KitClient,
  queryClient: QueryClient,
  events: LibraryEvent[],
): Promise<void> {
  const stale = new Set<QueryKey>();
  const changed = new Set<MediaId>();
  for (const event of events) {
    for (const key of staleAfter(event)) stale.add(key);
    if (
      event.type === 'media.updated' ||
      event.type === 'media.processed' ||
      event.type === 'media.version-added' ||
      event.type === 'reference.changed'
    ) {
      for (const text of event.ids) {
        const id = MediaId.safeParse(text);
        if (id.success) changed.add(id.data);
      }
    }
  }
  if (changed.size > MAX_PATCHED) stale.add(libraryKeys.lists);
  await Promise.all([...stale].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  if (changed.size > 0 && changed.size <= MAX_PATCHED && !stale.has(libraryKeys.lists)) {
    await patchFiles(client, queryClient, [...changed]);
  }
}

function staleAfter(event: LibraryEvent): readonly QueryKey[] {
  switch (event.type) {
    case 'media.created':
    case 'media.trashed':
    case 'media.restored':
    case 'media.withdrawn':
    case 'media.purged':
    // Who is approved comes into pickers, who waits into the queue.
    case 'media.reviewed':
    case 'media.rights-ended':
      return [
        libraryKeys.lists,
        libraryKeys.one,
        libraryKeys.some,
        libraryKeys.collections,
        libraryKeys.stats,
        libraryKeys.facets,
        libraryKeys.duplicates,
        libraryKeys.alike,
      ];
    case 'media.replaced':
      return [
        libraryKeys.lists,
        libraryKeys.one,
        libraryKeys.some,
        libraryKeys.usage,
        libraryKeys.duplicates,
        libraryKeys.alike,
      ];
    case 'media.processed':
    case 'media.updated':
    case 'media.rights-ending':
      return [libraryKeys.one, libraryKeys.some];
    case 'media.version-added':
      return [libraryKeys.one, libraryKeys.some, libraryKeys.versions];
    case 'reference.changed':
      return [libraryKeys.one, libraryKeys.some, libraryKeys.usage];
    case 'tag.changed':
      return [libraryKeys.tags, libraryKeys.facets, libraryKeys.suggestions];
    case 'collection.changed':
      return [libraryKeys.collections, libraryKeys.facets, libraryKeys.suggestions];
    case 'saved-search.changed':
      return [libraryKeys.savedSearches];
    case 'task.changed':
      return [libraryKeys.tasks];
    case 'namespace.changed':
      return [libraryKeys.session];
    case 'upload.changed':
      return [];
    case 'stream.reset':
      return Object.values(libraryKeys);
  }
}

/** Puts changed files into the lists that show them; the order of a list stays as it was until it is asked again. */
async function patchFiles(client: KitClient, queryClient: QueryClient, ids: MediaId[]): Promise<void> {
  const shown = queryClient
    .getQueriesData<InfiniteData<MediaPage>>({ queryKey: libraryKeys.lists })
    .some(([, data]) => data?.pages.some((page) => page.items.some((item) => ids.includes(item.id))));
  if (!shown) return;
  const files = await queryClient
    .fetchQuery({
      queryKey: [...libraryKeys.some, 'patch', ids],
      queryFn: () => client.trpc.media.getMany.query({ ids }),
      staleTime: 0,
      gcTime: 0,
    })
    .catch((): MediaFile[] => {
      // The stream is ahead of the connection: the lists ask again as soon as they can.
      void queryClient.invalidateQueries({ queryKey: libraryKeys.lists });
      return [];
    });
  // One that was replaced everywhere comes as content shows it; a list shows it as it is.
  const byId = new Map(files.filter((file) => file.replacedBy === null).map((file) => [file.id, file]));
  queryClient.setQueriesData<InfiniteData<MediaPage>>({ queryKey: libraryKeys.lists }, (data) =>
    data?.pages
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => byId.get(item.id) ?? item),
          })),
        }
      : data,
  );
}
