'use client';

import type { CollectionId } from '@vitrine/schema';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { useWork } from './use-work.ts';
import { countOf, inputOf, knownOf, type WorkTarget } from './work-target.ts';

/** Puts files into a collection, and takes them out of another one where they are moved. As bulk work: a filter can be
 *  meant, and the way back puts each file to its old place. */
export function useCollect(): (target: WorkTarget, to: CollectionId, from?: CollectionId) => void {
  const { client } = useKit();
  const { run } = useWork();
  const { data: collections = [] } = trpc.collections.list.useQuery({});
  const titleOf = (id: CollectionId) => collections.find((one) => one.id === id)?.title ?? '';
  return (target, to, from) => {
    const left = from === undefined ? '' : `− ${titleOf(from)}, `;
    const work = { deed: 'update', total: countOf(target), known: knownOf(target) } as const;
    void run({ ...work, what: `${left}+ ${titleOf(to)}` }, () =>
      client.trpc.media.bulkUpdate.mutate({
        ...inputOf(target),
        changes: { addToCollections: [to], ...(from && { removeFromCollections: [from] }) },
      }),
    );
  };
}
