import type { Database } from '../db/open-database.ts';
import type { Condition, FileCondition, MediaFilter } from './media-filter.ts';
import { type TextNode, withoutCommon } from './text-query.ts';

/** How common what a filter asks for is. */
export interface Estimate {
  /** How many files the filter may let through; null where nothing is known of it. */
  hits: number | null;
  /** How many of them the index is asked for: more, where a common beginning of a word is left to the rows. */
  entered: number | null;
  /** Whether that is what is known of one word, and nothing else is asked for. */
  isOne: boolean;
  /** Live files of the namespace. */
  files: number;
  /** Beginnings of words that very many files have. */
  commonPrefixes: ReadonlySet<string>;
}

/** The index of words notes down all files of a beginning before it compares them with other words. */
const MANY_PREFIXED = 20_000;

interface Wanted {
  words: Set<string>;
  prefixes: Set<string>;
  subjects: Set<string>;
}

/** As the server counted them: of words, of beginnings of words, of tags and collections. */
interface Counts {
  files: number;
  words: ReadonlyMap<string, number>;
  prefixes: ReadonlyMap<string, number>;
  subjects: ReadonlyMap<string, number>;
}

/** Beyond so many words that begin alike, what they sum up to is common in any case. */
const MAX_PREFIXED_WORDS = 2000;

const TEXT = `select
  (select coalesce(sum(n), 0) from (
     select value as n from counter where subject_id = $1 and metric in ('image', 'video', 'audio', 'document')
     union all
     select delta from counter_delta where subject_id = $1 and metric in ('image', 'video', 'audio', 'document')) k) as files,
  (select coalesce(json_object_agg(w.typed, coalesce(l.files, 0)), '{}')
     from unnest($2::text[]) as w (typed)
     left join lexeme l on l.namespace_id = $1 and l.word = lower(public.unaccent('public.unaccent', w.typed))) as words,
  (select coalesce(json_object_agg(w.typed, p.files), '{}')
     from unnest($3::text[]) as w (typed)
     cross join lateral (select coalesce(sum(files), 0) as files from (
       select l.files from lexeme l
       where l.namespace_id = $1 and l.word >= lower(public.unaccent('public.unaccent', w.typed))
         and l.word < lower(public.unaccent('public.unaccent', w.typed)) || U&'\\+10FFFF'
       limit ${MAX_PREFIXED_WORDS}) alike) p) as prefixes,
  (select coalesce(json_object_agg(subject_id, value), '{}') from counts_of('files', $4::uuid[])) as subjects`;

/** From the words of the namespace and the counters, in one small query. Old counts cost time, never a wrong answer. */
export async function estimateHits(db: Database, filter: MediaFilter): Promise<Estimate> {
  const wanted: Wanted = { words: new Set(), prefixes: new Set(), subjects: new Set() };
  for (const condition of filter.conditions) collect(condition, wanted);
  const { rows } = await db.lists.query<{
    files: string;
    words: Record<string, number>;
    prefixes: Record<string, number>;
    subjects: Record<string, number>;
  }>({
    name: 'estimate-hits',
    text: TEXT,
    values: [filter.namespaceId, [...wanted.words], [...wanted.prefixes], [...wanted.subjects]],
  });
  const [row] = rows;
  const counts: Counts = {
    files: Number(row?.files ?? 0),
    words: new Map(Object.entries(row?.words ?? {})),
    prefixes: new Map(Object.entries(row?.prefixes ?? {})),
    subjects: new Map(Object.entries(row?.subjects ?? {})),
  };
  const hits = estimateAll(
    filter.conditions.map((condition) => estimate(condition, counts)),
    counts.files,
  );
  const common = [...counts.prefixes].filter(([, files]) => files > MANY_PREFIXED);
  const commonPrefixes = new Set(common.map(([word]) => word));
  const entered = filter.conditions.map((condition) =>
    estimate(
      condition.type === 'text'
        ? { ...condition, text: withoutCommon(condition.text, commonPrefixes) }
        : condition,
      counts,
    ),
  );
  return {
    hits,
    entered: estimateAll(entered, counts.files),
    isOne: isOne(filter),
    files: counts.files,
    commonPrefixes,
  };
}

function isOne({ conditions, kinds }: MediaFilter): boolean {
  const [condition, ...more] = conditions;
  if (!condition || more.length > 0 || kinds) return false;
  return condition.type === 'text' && condition.text.type === 'word';
}

/** The single tag or collection that is asked for: its counters are exact. null where something else is asked for. */
export function oneSetOf([condition, ...more]: readonly Condition[]): {
  of: 'tags' | 'collections';
  id: string;
} | null {
  if (condition?.type !== 'file' || more.length > 0) return null;
  const { tagSets = [], collectionIds, ...others } = condition.file;
  if (Object.values(others).some((value) => value !== undefined)) return null;
  const [set, ...sets] = [...tagSets, ...(collectionIds ? [collectionIds] : [])];
  const [id, ...ids] = set ?? [];
  if (id === undefined || ids.length > 0 || sets.length > 0) return null;
  return { of: collectionIds ? 'collections' : 'tags', id };
}

function collect(condition: Condition, wanted: Wanted): void {
  switch (condition.type) {
    case 'and':
    case 'or':
      for (const part of condition.conditions) collect(part, wanted);
      break;
    case 'text':
      collectText(condition.text, wanted);
      break;
    case 'file':
      for (const id of [...(condition.file.tagSets ?? []), condition.file.collectionIds ?? []].flat())
        wanted.subjects.add(id);
      break;
    default:
  }
}

function collectText(node: TextNode, wanted: Pick<Wanted, 'words' | 'prefixes'>): void {
  if (node.type === 'word') (node.isPrefix ? wanted.prefixes : wanted.words).add(node.word);
  else if (node.type === 'phrase') for (const word of node.words) wanted.words.add(word);
  else if (node.type !== 'not') for (const part of node.nodes) collectText(part, wanted);
}

function estimate(condition: Condition, counts: Counts): number | null {
  switch (condition.type) {
    case 'and':
      return estimateAll(
        condition.conditions.map((part) => estimate(part, counts)),
        counts.files,
      );
    case 'or':
      return estimateAny(
        condition.conditions.map((part) => estimate(part, counts)),
        counts.files,
      );
    case 'text':
      return estimateText(condition.text, counts);
    case 'file':
      return estimateFile(condition.file, counts);
    default:
      return null;
  }
}

function estimateText(node: TextNode, counts: Counts): number | null {
  switch (node.type) {
    case 'word':
      return (node.isPrefix ? counts.prefixes : counts.words).get(node.word) ?? 0;
    case 'phrase':
      return estimateAll(
        node.words.map((word) => counts.words.get(word) ?? 0),
        counts.files,
      );
    case 'and':
      return estimateAll(
        node.nodes.map((part) => estimateText(part, counts)),
        counts.files,
      );
    case 'or':
      return estimateAny(
        node.nodes.map((part) => estimateText(part, counts)),
        counts.files,
      );
    default:
      return null;
  }
}

function estimateFile({ tagSets, collectionIds }: FileCondition, counts: Counts): number | null {
  const sumOf = (ids: readonly string[]) =>
    Math.min(
      counts.files,
      ids.reduce((sum, id) => sum + (counts.subjects.get(id) ?? 0), 0),
    );
  const sets = [...(tagSets ?? []), ...(collectionIds ? [collectionIds] : [])];
  return estimateAll(sets.map(sumOf), counts.files);
}

/**
 * Between what it is where the conditions know nothing of each other, and the rarest of them alone: words that people
 * put side by side like to stand side by side.
 */
function estimateAll(parts: readonly (number | null)[], files: number): number | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) return null;
  const rarest = Math.min(...known);
  if (known.length === 1 || files === 0) return rarest;
  const independent = known.reduce((share, part) => share * Math.min(1, part / files), 1) * files;
  return Math.sqrt(rarest * Math.min(rarest, independent));
}

function estimateAny(parts: readonly (number | null)[], files: number): number | null {
  if (parts.some((part) => part === null)) return null;
  return Math.min(
    files,
    parts.reduce<number>((sum, part) => sum + (part ?? 0), 0),
  );
}
