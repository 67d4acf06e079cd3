'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { TagId } from '@vitrine/schema';
import { useState } from 'react';
import { useDebounced } from '../hooks/use-debounced.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { useWork } from '../work/use-work.ts';
import { countOf, inputOf, knownOf, type WorkTarget } from '../work/work-target.ts';
import { BulkChoice } from './BulkChoice.tsx';
import { hadBy, nameChanges } from './had-by.ts';

const PAUSE_MS = 150;
const MAX_TAGS = 200;

/** Adds tags to many files and takes them off. */
export function BulkTags({ target, onClose }: { target: WorkTarget; onClose: () => void }) {
  const m = useWorkMessages();
  const format = useFormat();
  const { client } = useKit();
  const { run } = useWork();
  const [search, setSearch] = useState('');
  const asked = useDebounced(search.trim(), PAUSE_MS);
  const { data = [] } = trpc.tags.list.useQuery(
    { search: asked || undefined, limit: MAX_TAGS },
    { placeholderData: keepPreviousData },
  );
  // What the files have comes first: that is what can be taken off.
  const own = new Map(knownOf(target).flatMap((file) => file.tags.map((tag) => [tag.id, tag.name])));
  const ownByName = [...own].sort(([, one], [, other]) => one.localeCompare(other));
  const all = new Map([...ownByName, ...data.map(({ id, name }) => [id, name] as const)]);
  const matches = (name: string) => name.toLowerCase().includes(search.trim().toLowerCase());
  const choices = [...all]
    .filter(([, name]) => matches(name))
    .map(([id, name]) => ({
      id: id as string,
      name,
      had: hadBy(target, (file) => file.tags.some((tag) => tag.id === id)),
    }));
  const total = countOf(target);

  return (
    <BulkChoice
      title={m.bulkTagsTitle(total, format.number(total))}
      findLabel={m.bulkFindTag}
      noneText={m.bulkNoTags}
      choices={choices}
      search={search}
      onSearch={setSearch}
      makeLabel={m.tagMake}
      onClose={onClose}
      onApply={({ add, remove, make }) => {
        onClose();
        const addTags = [
          ...add.map(({ id }) => ({ id: TagId.parse(id) })),
          ...make.map((name) => ({ name })),
        ];
        const removeTags = remove.map(({ id }) => ({ id: TagId.parse(id) }));
        const what = nameChanges(
          [...add.map(({ name }) => name), ...make],
          remove.map(({ name }) => name),
        );
        void run({ deed: 'update', total, what, known: knownOf(target) }, () =>
          client.trpc.media.bulkUpdate.mutate({
            ...inputOf(target),
            changes: {
              ...(addTags.length > 0 && { addTags }),
              ...(removeTags.length > 0 && { removeTags }),
            },
          }),
        );
      }}
    />
  );
}
