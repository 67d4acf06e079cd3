'use client';

import { Bookmark, FolderSearch } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../hooks/use-session.ts';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import type { BrowserParams } from '../MediaBrowser/browser-params.ts';
import { actsAsEditor } from '../MediaDetails/may-change.ts';
import type { Place } from '../places/place.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { NameDialog } from './NameDialog.tsx';
import { queryOfParams, smartQueryOf } from './query-of-params.ts';
import { useSavedSearches } from './use-saved-searches.ts';

export interface SearchActionsProps {
  params: BrowserParams;
  place: Place;
}

/** Keeps what is searched for: under a name, or as a smart collection. */
export function SearchActions({ params, place }: SearchActionsProps) {
  const m = useFindMessages();
  const { client, queryClient, announce } = useKit();
  const isEditor = actsAsEditor(useSession());
  const { create } = useSavedSearches();
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const [asked, setAsked] = useState<'save' | 'smart' | null>(null);
  const [isShared, setShared] = useState(false);
  const query = queryOfParams(params, place);
  const close = () => setAsked(null);
  const makeSmart = async (title: string): Promise<string | null> => {
    const smartQuery = smartQueryOf(query, (id) => collections.find((one) => one.id === id)?.title);
    try {
      await client.trpc.collections.create.mutate({ title, smartQuery });
      await queryClient.invalidateQueries({ queryKey: libraryKeys.collections });
      announce(m.smartMade(title));
      return null;
    } catch (error) {
      return toKitError(error).message;
    }
  };
  return (
    <>
      <Menu
        label={m.searchActions}
        items={[
          { id: 'save', label: m.saveSearch, icon: Bookmark },
          ...(isEditor ? [{ id: 'smart', label: m.makeSmart, icon: FolderSearch }] : []),
        ]}
        onAction={(id) => setAsked(id === 'smart' ? 'smart' : 'save')}
        trigger={<IconButton icon={Bookmark} label={m.searchActions} hasTooltip={false} />}
      />
      {asked === 'save' && (
        <NameDialog
          title={m.saveSearch}
          label={m.saveSearchName}
          confirmLabel={m.saveSearchDo}
          defaultName={params.search.trim().slice(0, 100)}
          maxLength={100}
          onSave={(name) =>
            create({
              name,
              query,
              isShared,
              sort: params.searchSort ?? (params.search.trim() === '' ? params.sort : 'relevance'),
            })
          }
          onClose={close}
        >
          <Checkbox isSelected={isShared} onChange={setShared}>
            {m.saveSearchShare}
          </Checkbox>
        </NameDialog>
      )}
      {asked === 'smart' && (
        <NameDialog
          title={m.makeSmartTitle}
          label={m.makeSmartName}
          confirmLabel={m.makeSmartDo}
          defaultName=""
          maxLength={255}
          onSave={makeSmart}
          onClose={close}
        >
          <p className="vt-hint">{m.makeSmartText}</p>
        </NameDialog>
      )}
    </>
  );
}
