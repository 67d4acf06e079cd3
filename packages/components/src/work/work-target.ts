import type { MediaFile, MediaId, MediaQuery } from '@vitrine/schema';

/** The files that something is done to: chosen one by one, or all that match a filter. */
export type WorkTarget =
  | { files: readonly MediaFile[] }
  | {
      query: MediaQuery;
      total: number;
      /** Those of them that are loaded. */
      shown: readonly MediaFile[];
      /** They lie in the trash. */
      isTrash?: boolean;
    };

export const countOf = (target: WorkTarget): number =>
  'files' in target ? target.files.length : target.total;

/** Files whose titles are known without asking. */
export const knownOf = (target: WorkTarget): readonly MediaFile[] =>
  'files' in target ? target.files : target.shown;

/** Whether each of them is known: what they have in common can be told. */
export const isWholeKnown = (target: WorkTarget): boolean => knownOf(target).length === countOf(target);

/** As the bulk calls want it. */
export const inputOf = (target: WorkTarget): { ids: MediaId[] } | { query: MediaQuery } =>
  'files' in target ? { ids: target.files.map(({ id }) => id) } : { query: target.query };
