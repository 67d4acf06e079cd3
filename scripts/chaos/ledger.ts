/** All that something may be, as far as the answers tell: one value where every answer came. */
export type Fact<Value> = readonly Value[];

/** How a request ended for the client that sent it. */
export interface Ending {
  ended: 'acknowledged' | 'refused' | 'unknown';
  /** How many tries got no answer that tells whether they did anything; with the last one where it ended unknown. */
  lost: number;
}

export type Life = 'live' | 'trashed' | 'purged';

/** A file that one client alone changes. */
export interface OwnFile {
  id: string;
  title: string;
  kind: 'document' | 'image';
  life: Fact<Life>;
  /** The hashes of its versions, oldest first. */
  versions: Fact<readonly string[]>;
  caption: Fact<string>;
  tags: Fact<readonly string[]>;
  collections: Fact<readonly string[]>;
  review: Fact<'approved' | 'rejected'>;
  /** The file that is shown in its place. */
  standIn: Fact<string | null>;
  /** Something under way may still change it: the client leaves it alone. */
  isHeld: boolean;
}

export interface SentUpload {
  title: string;
  /** The file that it made; null where it made none, or nobody knows. */
  mediaId: string | null;
  isAcknowledged: boolean;
  isDuplicate: boolean;
}

export interface SentTask {
  id: string;
  kind: 'tag' | 'trash';
  tag: string | null;
  mediaIds: readonly string[];
}

/** What one client knows must hold. */
export interface Ledger {
  files: Map<string, OwnFile>;
  /** Uses as `<media> <field>` by the name of the content. */
  contents: Map<string, Fact<readonly string[]>>;
  uploads: SentUpload[];
  tasks: SentTask[];
}

export const openLedger = (): Ledger => ({ files: new Map(), contents: new Map(), uploads: [], tasks: [] });

const sameAs = (value: unknown) => {
  const text = JSON.stringify(value);
  return (other: unknown) => JSON.stringify(other) === text;
};

const unique = <Value>(values: readonly Value[]): Value[] =>
  values.filter((value, index) => values.findIndex(sameAs(value)) === index);

/** What something may be after a request that changes it so: each lost try may have done it, or may not. */
export function after<Value>(
  fact: Fact<Value>,
  { ended, lost }: Ending,
  change: (value: Value) => Value,
): Fact<Value> {
  let possible = fact;
  for (let n = 0; n < lost; n++) possible = unique([...possible, ...possible.map(change)]);
  return ended === 'acknowledged' ? unique(possible.map(change)) : possible;
}

/** Whether it may be this. */
export const allows = <Value>(fact: Fact<Value>, value: Value): boolean => fact.some(sameAs(value));

/** Whether it is this, whatever was lost. */
export const isSurely = <Value>(fact: Fact<Value>, value: Value): boolean => fact.every(sameAs(value));

/** A set as a fact holds it: in one order. */
export const withItem = (item: string) => (items: readonly string[]) => [...new Set([...items, item])].sort();
export const withoutItem = (item: string) => (items: readonly string[]) =>
  items.filter((one) => one !== item);

/** The content that may use the file; with `surely` only that which does. */
export function usersOf({ contents }: Ledger, mediaId: string, surely?: 'surely'): string[] {
  const uses = (items: readonly string[]) => items.some((item) => item.startsWith(`${mediaId} `));
  return [...contents]
    .filter(([, fact]) => (surely ? fact.every(uses) : fact.some(uses)))
    .map(([name]) => name);
}

/** The files in whose place this one may stand, in the trash too; with `surely` those where it does, and that are live. */
export function stoodForBy({ files }: Ledger, mediaId: string, surely?: 'surely'): OwnFile[] {
  return [...files.values()].filter(({ standIn, life }) =>
    surely ? isSurely(standIn, mediaId) && isSurely<Life>(life, 'live') : allows(standIn, mediaId),
  );
}
