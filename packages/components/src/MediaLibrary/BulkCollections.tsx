'use client';

import { CollectionId } from '@vitrine/schema';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { useWork } from '../work/use-work.ts';
import { countOf, inputOf, knownOf, type WorkTarget } from '../work/work-target.ts';
import { BulkChoice, type Choice } from './BulkChoice.tsx';
import { hadBy, nameChanges } from './had-by.ts';

/** Puts many files into collections and takes them out. */
export function BulkCollections({ target, onClose }: { target: WorkTarget; onClose: () => void }) {
  const m = useWorkMessages();
  const format = useFormat();
  const { client } = useKit();
  const { run } = useWork();
  const [search, setSearch] = useState('');
  const { data = [] } = trpc.collections.list.useQuery({});
  const choices = data
    .filter(({ title }) => title.toLowerCase().includes(search.trim().toLowerCase()))
    .map(({ id, title }) => ({
      id: id as string,
      name: title,
      had: hadBy(target, (file) => file.collectionIds.includes(id)),
    }));
  const total = countOf(target);
  const idsOf = (some: readonly Choice[]) => some.map(({ id }) => CollectionId.parse(id));

  return (
    <BulkChoice
      title={m.bulkCollectionsTitle(total, format.number(total))}
      findLabel={m.bulkFindCollection}
      noneText={m.bulkNoCollections}
      choices={choices}
      search={search}
      onSearch={setSearch}
      onClose={onClose}
      onApply={({ add, remove }) => {
        onClose();
        const what = nameChanges(
          add.map(({ name }) => name),
          remove.map(({ name }) => name),
        );
        void run({ deed: 'update', total, what, known: knownOf(target) }, () =>
          client.trpc.media.bulkUpdate.mutate({
            ...inputOf(target),
            changes: {
              ...(add.length > 0 && { addToCollections: idsOf(add) }),
              ...(remove.length > 0 && { removeFromCollections: idsOf(remove) }),
            },
          }),
        );
      }}
    />
  );
}
