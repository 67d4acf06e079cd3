'use client';

import type { MediaQuery, SavedSearch } from '@vitrine/schema';
import { Bookmark, BookmarkCheck, Ellipsis, Pencil, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../hooks/use-session.ts';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { actsAsEditor } from '../MediaDetails/may-change.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { NameDialog } from './NameDialog.tsx';
import { useSavedSearches } from './use-saved-searches.ts';

export interface SavedSearchesProps {
  onApply: (search: SavedSearch) => void;
  /** What is searched for now, to be kept under the name of one of them; null where nothing is. */
  current: { query: MediaQuery } | null;
}

/** Searches that are kept, one's own and shared ones, each with what can be done with it. */
export function SavedSearches({ onApply, current }: SavedSearchesProps) {
  const m = useFindMessages();
  const isEditor = actsAsEditor(useSession());
  const { searches, update, remove } = useSavedSearches();
  const [renamed, setRenamed] = useState<SavedSearch | null>(null);
  const [deleted, setDeleted] = useState<SavedSearch | null>(null);
  if (searches.length === 0) return null;
  const act = (search: SavedSearch, deed: string) => {
    if (deed === 'rename') setRenamed(search);
    if (deed === 'delete') setDeleted(search);
    if (deed === 'share') void update(search, { isShared: !search.isShared });
    if (deed === 'keep' && current) void update(search, current);
  };
  return (
    <nav className="vt-places vt-saved" aria-label={m.savedSearches}>
      <h2>{m.savedSearches}</h2>
      <ul>
        {searches.map((search) => (
          <li key={search.id} className="vt-saved-row">
            <button type="button" className="vt-place" onClick={() => onApply(search)}>
              <Icon icon={Bookmark} />
              <span className="vt-clip" dir="auto">
                {search.name}
              </span>
              {search.isShared && (
                <span className="vt-num">
                  <Icon icon={Users} size="s" />
                  <span className="vt-sr">{m.savedShared}</span>
                </span>
              )}
            </button>
            {(search.isOwn || isEditor) && (
              <Menu
                label={m.moreActions(search.name)}
                items={[
                  { id: 'rename', label: m.savedRename, icon: Pencil },
                  { id: 'share', label: search.isShared ? m.savedUnshare : m.savedShare, icon: Users },
                  ...(current ? [{ id: 'keep', label: m.savedUpdate, icon: BookmarkCheck }] : []),
                  { id: 'delete', label: m.savedDelete, icon: Trash2, isDanger: true },
                ]}
                onAction={(deed) => act(search, deed)}
                trigger={<IconButton icon={Ellipsis} label={m.moreActions(search.name)} hasTooltip={false} />}
              />
            )}
          </li>
        ))}
      </ul>
      {renamed && (
        <NameDialog
          title={m.savedRenameTitle(renamed.name)}
          label={m.saveSearchName}
          confirmLabel={m.saveSearchDo}
          defaultName={renamed.name}
          maxLength={100}
          onSave={(name) => update(renamed, { name })}
          onClose={() => setRenamed(null)}
        />
      )}
      <ConfirmDialog
        isOpen={deleted !== null}
        title={m.savedDeleteTitle(deleted?.name ?? '')}
        confirmLabel={m.savedDelete}
        isDanger
        onConfirm={() => {
          if (deleted) void remove(deleted);
          setDeleted(null);
        }}
        onCancel={() => setDeleted(null)}
      >
        {m.savedDeleteText}
      </ConfirmDialog>
    </nav>
  );
}
