'use client';

import { useQuery } from '@tanstack/react-query';
import type { ImpactAction, MediaFile, MediaId, MediaImpact } from '@vitrine/schema';
import type { KitClient } from '../provider/kit-client.ts';
import { toKitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import { findMatching } from '../work/find-matching.ts';
import { countOf, inputOf, type WorkTarget } from '../work/work-target.ts';

/** The server answers for so many files in one question. */
const MAX_IDS = 500;
/** More files than this are not looked into before: what is used stays, and is told afterwards. */
const MAX_FILES = 2000;

/** A file with the pages that an action on it would touch. */
export interface FileImpact {
  file: MediaFile;
  impact: MediaImpact;
}

export interface ImpactOf {
  /** All the files meant; null while it is not known, and where they are too many to look into. */
  files: readonly MediaFile[] | null;
  /** Those that content uses. */
  used: readonly FileImpact[];
  isLoading: boolean;
  /** Too many files to look into each. */
  isTooMany: boolean;
  error: string | null;
}

/** What content would notice of an action on files, asked anew each time: a refusal is newer than what was known. */
export function useImpact(target: WorkTarget, action: ImpactAction): ImpactOf {
  const { client, queryClient } = useKit();
  const isTooMany = countOf(target) > MAX_FILES;
  const query = useQuery(
    {
      queryKey: [['media', 'impact'], action, inputOf(target)],
      queryFn: () => askImpact(client, target, action),
      enabled: !isTooMany,
      staleTime: 0,
      gcTime: 0,
    },
    queryClient,
  );
  return {
    files: query.data?.files ?? null,
    used: query.data?.used ?? [],
    isLoading: !isTooMany && query.isPending && query.error === null,
    isTooMany,
    error: query.error === null ? null : toKitError(query.error).message,
  };
}

async function askImpact(client: KitClient, target: WorkTarget, action: ImpactAction) {
  const files = await findMatching(client, target, MAX_FILES);
  const ids = files.map(({ id }) => id);
  const parts = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, index) =>
    ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS),
  );
  const answers = await Promise.all(
    parts.map((part) => client.trpc.media.impact.query({ ids: part, action })),
  );
  const impacts = new Map<MediaId, MediaImpact>(answers.flat().map((impact) => [impact.mediaId, impact]));
  const used = files.flatMap((file): FileImpact[] => {
    const impact = impacts.get(file.id);
    return impact && (impact.contentCount > 0 || impact.isRefused) ? [{ file, impact }] : [];
  });
  return { files, used };
}
