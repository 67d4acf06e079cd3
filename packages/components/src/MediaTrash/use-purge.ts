'use client';

import { useKit } from '../provider/use-kit.ts';
import { findMatching } from '../work/find-matching.ts';
import { useWork } from '../work/use-work.ts';
import type { WorkTarget } from '../work/work-target.ts';

/** The most that goes in one go: as many as bulk work takes. */
const MAX_FILES = 100_000;

/** Deletes files for good, part after part; what pages use, only with a reason. */
export function usePurge(): (target: WorkTarget, reason?: string) => Promise<void> {
  const { client } = useKit();
  const { runInParts } = useWork();
  return async (target, reason) => {
    const known = await findMatching(client, target, MAX_FILES);
    const ids = known.map(({ id }) => id);
    const by = reason === undefined ? {} : { force: true, reason };
    await runInParts({ deed: 'purge', total: ids.length, known }, ids, (part) =>
      client.trpc.media.purge.mutate({ ids: part, ...by }),
    );
  };
}
