import type {
  AccessLevel,
  ColorName,
  MediaKind,
  MediaRights,
  Orientation,
  ReviewStatus,
} from '@vitrine/schema';
import type { TextNode } from './text-query.ts';

/** Which rows of media_index the asker may see: the levels, and their own files whatever the level. */
export interface Reach {
  /** null sees every level. */
  levels: readonly string[] | null;
  userId: string | null;
  /** Nothing but one's own: what a contributor sees of the trash. */
  onlyOwn: boolean;
}

/** Ends that are given belong to it, `above` and `below` do not. */
export interface Bounds<Value> {
  min?: Value | undefined;
  above?: Value | undefined;
  max?: Value | undefined;
  below?: Value | undefined;
}

/** From `from` up to, but without, `until`. */
export interface Moments {
  from?: Date | undefined;
  until?: Date | undefined;
}

/** What the counters do not know yet of files whose uses changed since the last fold. */
export interface RecentUses {
  /** All of them: what the index says of these does not count. */
  changed: readonly string[];
  used: readonly string[];
}

/** Conditions on a file that all must hold. Lists mean any of their items. */
export interface FileCondition {
  kinds?: readonly MediaKind[] | undefined;
  /** `image/png` or `image/*`. */
  mimeTypes?: readonly string[] | undefined;
  /** For each set, a tag of it: a tag and those below it. */
  tagSets?: readonly (readonly string[])[] | undefined;
  hasTags?: boolean | undefined;
  collectionIds?: readonly string[] | undefined;
  isInCollection?: boolean | undefined;
  uploadedBy?: readonly string[] | undefined;
  createdAt?: Moments | undefined;
  updatedAt?: Moments | undefined;
  takenAt?: Moments | undefined;
  sizeBytes?: Bounds<number> | undefined;
  width?: Bounds<number> | undefined;
  height?: Bounds<number> | undefined;
  durationSeconds?: Bounds<number> | undefined;
  /** Width by height. */
  aspectRatio?: Bounds<number> | undefined;
  orientations?: readonly Orientation[] | undefined;
  colors?: readonly ColorName[] | undefined;
  hasAlt?: boolean | undefined;
  hasLicense?: boolean | undefined;
  isAnalyzed?: boolean | undefined;
  isDamaged?: boolean | undefined;
  hasNearDuplicates?: boolean | undefined;
  isUsed?: boolean | undefined;
  reviewStatus?: readonly ReviewStatus[] | undefined;
  accessLevels?: readonly AccessLevel[] | undefined;
  rights?: MediaRights | undefined;
}

/** `or` of nothing holds for no file, `and` of nothing for all. */
export type Condition =
  | { type: 'and' | 'or'; conditions: readonly Condition[] }
  | { type: 'not'; condition: Condition }
  | { type: 'text'; text: TextNode }
  | { type: 'file'; file: FileCondition };

export const NOTHING: Condition = { type: 'or', conditions: [] };

export interface Entry {
  /** Of these alone, see periods_of() of the database; of all times where left out. Only with words. */
  periods?: readonly number[] | undefined;
  /** Beginnings of words that so many words share that their index is not asked for them. */
  commonPrefixes: ReadonlySet<string>;
}

export interface MediaFilter {
  namespaceId: string;
  state: 'live' | 'trashed';
  reach: Reach;
  /** Apart from the rest: how many files there are of a kind, the counters know. */
  kinds?: readonly MediaKind[] | undefined;
  /** Only what may be used in content: approved, and within its rights. */
  offered?: boolean | undefined;
  /** All of these hold. */
  conditions: readonly Condition[];
  /** What a search by relevance ranks by; null without words. */
  text: TextNode | null;
  /** The text search configuration of the namespace. */
  textSearchConfig: string;
  /** Where `position` is an order: a single collection that people fill. */
  orderedBy?: string | undefined;
  recentUses?: RecentUses | undefined;
  /** Rights depend on the time. It is no part of what the list is: a page later it has gone on. */
  at: Date;
  /** Rights that end until then are ending. */
  endingUntil: Date;
  /**
   * Given where its files are reached through the index of words, tags or collections alone, and the namespace is looked at
   * row by row. Left out, PostgreSQL chooses.
   */
  entry?: Entry | undefined;
  /** What makes this list another one than others: what was asked for, as it was asked. */
  identity: unknown;
}

/** Collects the parameters of a statement; `add` answers the placeholder. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
