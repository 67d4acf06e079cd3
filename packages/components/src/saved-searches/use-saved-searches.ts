'use client';

import type { SavedSearch, SavedSearchId } from '@vitrine/schema';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';

const NONE: readonly SavedSearch[] = [];

/** Searches that are kept: one's own, and those shared with everyone. */
export function useSavedSearches() {
  const m = useFindMessages();
  const { client, queryClient, announce } = useKit();
  const { data: searches = NONE } = trpc.search.saved.list.useQuery({});
  const { saved } = client.trpc.search;
  /** Does it and says so, or why not. @returns the reason where it was refused. */
  const change = async (call: () => Promise<unknown>, said: string): Promise<string | null> => {
    try {
      await call();
      await queryClient.invalidateQueries({ queryKey: libraryKeys.savedSearches });
      announce(said);
      return null;
    } catch (error) {
      const { message } = toKitError(error);
      announce(message);
      return message;
    }
  };
  return {
    searches,
    create: (input: Parameters<typeof saved.create.mutate>[0]) =>
      change(() => saved.create.mutate(input), m.searchSaved(input.name)),
    update: (search: SavedSearch, input: Omit<Parameters<typeof saved.update.mutate>[0], 'id'>) =>
      change(
        () => saved.update.mutate({ id: search.id, ...input }),
        m.searchSaved(input.name ?? search.name),
      ),
    remove: ({ id, name }: { id: SavedSearchId; name: string }) =>
      change(() => saved.delete.mutate({ id }), m.savedDeleted(name)),
  };
}
