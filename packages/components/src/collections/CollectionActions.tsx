'use client';

import type { Collection, CollectionId } from '@vitrine/schema';
import { Ellipsis, FolderPlus, Pencil, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../hooks/use-session.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { actsAsEditor, mayUpload } from '../MediaDetails/may-change.ts';
import type { Place } from '../places/place.ts';
import { trpc } from '../provider/trpc.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';

// Who only looks does not load them.
const CollectionDialog = lazy(async () => ({
  default: (await import('./CollectionDialog.tsx')).CollectionDialog,
}));
const DeleteCollectionDialog = lazy(async () => ({
  default: (await import('./DeleteCollectionDialog.tsx')).DeleteCollectionDialog,
}));

/** Makes a collection and shows it. For those who may. */
export function NewCollectionButton({ onPlace }: { onPlace: (place: Place) => void }) {
  const m = useWorkMessages();
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <IconButton icon={Plus} label={m.collectionNew} onPress={() => setMaking(true)} />
      {isMaking && (
        <Suspense>
          <CollectionDialog
            collection={null}
            parentId={null}
            onClose={() => setMaking(false)}
            onSaved={({ id }) => onPlace({ kind: 'collection', id })}
          />
        </Suspense>
      )}
    </>
  );
}

export interface CollectionActionsProps {
  id: CollectionId;
  onPlace: (place: Place) => void;
}

/** What can be done with the collection that is shown. */
export function CollectionActions({ id, onPlace }: CollectionActionsProps) {
  const m = useWorkMessages();
  const session = useSession();
  const { data: collections } = trpc.collections.list.useQuery({});
  const [asked, setAsked] = useState<{ deed: string; collection: Collection } | null>(null);
  const collection = collections?.find((one) => one.id === id);
  const isEditor = actsAsEditor(session);
  const close = () => setAsked(null);
  if (!mayUpload(session)) return null;
  return (
    <>
      {collection && (
        <Menu
          label={m.actionOf(m.bulkMore, collection.title)}
          items={[
            ...(isEditor ? [{ id: 'edit', label: m.collectionEdit, icon: Pencil }] : []),
            { id: 'inside', label: m.collectionInside, icon: FolderPlus },
            ...(isEditor ? [{ id: 'delete', label: m.collectionDelete, icon: Trash2, isDanger: true }] : []),
          ]}
          onAction={(deed) => setAsked({ deed, collection })}
          trigger={
            <IconButton
              icon={Ellipsis}
              variant="line"
              hasTooltip={false}
              label={m.collectionActions(collection.title)}
            />
          }
        />
      )}
      <Suspense>
        {(asked?.deed === 'edit' || asked?.deed === 'inside') && (
          <CollectionDialog
            collection={asked.deed === 'edit' ? asked.collection : null}
            parentId={asked.collection.id}
            onClose={close}
            onSaved={(saved) => onPlace({ kind: 'collection', id: saved.id })}
          />
        )}
        {asked?.deed === 'delete' && (
          <DeleteCollectionDialog
            collection={asked.collection}
            onClose={close}
            onDeleted={() => onPlace({ kind: 'all' })}
          />
        )}
      </Suspense>
    </>
  );
}
