'use client';

import type { MediaId } from '@vitrine/schema';
import { useKit } from '../provider/use-kit.ts';
import { findMatching } from '../work/find-matching.ts';
import { type PartOutcome, useWork } from '../work/use-work.ts';
import { countOf, type WorkTarget } from '../work/work-target.ts';

/** The most that is reviewed in one go. */
const MAX_FILES = 10_000;

/** Approves and rejects many files. */
export function useReview() {
  const { client } = useKit();
  const { runInParts } = useWork();
  const review = async (target: WorkTarget, call: (ids: MediaId[]) => Promise<PartOutcome>) => {
    const known = await findMatching(client, target, MAX_FILES);
    const ids = known.map(({ id }) => id);
    await runInParts({ deed: 'review', total: countOf(target), known }, ids, call);
  };
  return {
    approve: (target: WorkTarget) => review(target, (ids) => client.trpc.media.approve.mutate({ ids })),
    reject: (target: WorkTarget, reason: string) =>
      review(target, (ids) => client.trpc.media.reject.mutate({ ids, reason })),
  };
}
