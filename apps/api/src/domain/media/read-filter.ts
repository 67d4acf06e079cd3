import { type MediaListInput, type MediaQuery, parseSearchQuery, type SearchProblem } from '@vitrine/schema';
import type * as z from 'zod';
import {
  type Condition,
  type FileCondition,
  type MediaFilter,
  type Moments,
  NOTHING,
} from '../../search-index/media-filter.ts';
import type { TextNode } from '../../search-index/text-query.ts';
import { findRecentUses } from '../../search-index/write-used.ts';
import { requireCollection } from '../collections/require-collection.ts';
import { authorize } from '../identity/can.ts';
import type { Scope } from '../scope.ts';
import { findNamed } from '../search/find-named.ts';
import { findTagsBelow } from '../search/find-tags-below.ts';
import { readCollections } from '../search/read-collection.ts';
import { readSearch } from '../search/read-search.ts';
import { reachOf } from './reach-of.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const orNone = <Item>(list: readonly Item[] | undefined) => (list && list.length > 0 ? list : undefined);

type Filters = Omit<z.output<typeof MediaListInput>, 'sort' | 'limit' | 'after' | 'before' | 'skip'>;

export interface ReadFilter extends MediaFilter {
  /** What could not be read in the search. */
  problems: SearchProblem[];
  /** The same of smart collections that it names: they may hold more than was meant. */
  keptProblems: string[];
}

/**
 * What a list or bulk work asks for, narrowed to what the actor may see.
 * @param options.isInside whether it is the query of a smart collection: see collectionsOf().
 * @throws MediaError `auth.denied` for the trash of someone who restores nothing, `not-found` for a collection that is
 * not there.
 */
export async function readFilter(
  scope: Scope,
  input: Filters,
  options: { isInside: boolean } = { isInside: false },
): Promise<ReadFilter> {
  const { actor, namespace } = scope;
  const now = scope.now();
  authorize(actor, 'library.read');
  if (input.state === 'trashed') authorize(actor, 'trash.list');
  if (input.collectionId) await requireCollection(scope, { id: input.collectionId });
  const { state, kinds, offered, ...query } = input;
  const read = await readQuery(scope, query, options.isInside);
  const reach = reachOf(actor, state);
  const filter: ReadFilter = {
    namespaceId: namespace.id,
    state,
    reach,
    kinds: orNone(kinds),
    offered: offered || undefined,
    conditions: read.conditions,
    text: read.text,
    textSearchConfig: namespace.textSearchConfig,
    orderedBy: read.orderedBy,
    at: now,
    endingUntil: new Date(now.getTime() + namespace.settings.rightsWarningDays * DAY_MS),
    identity: { namespaceId: namespace.id, reach, input },
    problems: read.problems,
    keptProblems: read.keptProblems,
  };
  if (!asksForUses(read.conditions)) return filter;
  return { ...filter, recentUses: await findRecentUses(scope.db, namespace.id) };
}

interface ReadQuery {
  conditions: Condition[];
  text: TextNode | null;
  orderedBy: string | undefined;
  problems: SearchProblem[];
  /** The same of smart collections. */
  keptProblems: string[];
}

type Query = Omit<z.output<typeof MediaQuery>, 'kinds' | 'offered'>;

/** The conditions of a query without its reach: also of that of a smart collection. */
async function readQuery(scope: Scope, query: Query, isInside = false): Promise<ReadQuery> {
  const typed = query.search?.trim() ? query.search : '';
  const { terms } = parseSearchQuery(typed);
  const named = await findNamed(scope, terms);
  const namesOf = (field: 'tag' | 'in') =>
    terms.flatMap(({ leaf }) =>
      leaf.type === 'choice' && leaf.field === field
        ? leaf.values.flatMap((name) => named.idsOf(field, name))
        : [],
    );
  const listed = [...(query.tagIds ?? []), ...(query.anyTagIds ?? []), ...(query.noTagIds ?? [])];
  const tagsBelow = await findTagsBelow(scope, [...listed, ...namesOf('tag')]);
  const inCollections = new Map<string, Condition>();
  const kept: string[] = [];
  for (const id of namesOf('in')) {
    const read = await collectionsOf(scope, [id], { isDeep: false, isInside });
    inCollections.set(id, read.condition);
    kept.push(...read.problems);
  }
  const collection = query.collectionId
    ? await collectionsOf(scope, [query.collectionId], { isDeep: query.isDeep ?? false, isInside })
    : null;
  const search = readSearch(typed, {
    named,
    tagsBelow,
    inCollections: (ids) => ({
      type: 'or',
      conditions: ids.flatMap((id) => inCollections.get(id) ?? []),
    }),
    now: scope.now(),
    timeZone: query.timeZone ?? 'UTC',
    userId: scope.actor.userId,
  });
  kept.push(...(collection?.problems ?? []));
  return {
    // They stand in no text that anyone typed now.
    keptProblems: kept,
    conditions: [
      ...search.conditions,
      ...(collection ? [collection.condition] : []),
      ...readFields(query, tagsBelow),
    ],
    text: search.text,
    orderedBy: collection?.orderedBy,
    problems: search.problems,
  };
}

/**
 * What is in collections. Inside of a smart collection, other smart ones hold nothing: one could stand for itself.
 */
const collectionsOf = (
  scope: Scope,
  ids: readonly string[],
  options: { isDeep: boolean; isInside: boolean },
) =>
  readCollections(scope, { ids, isDeep: options.isDeep }, async (stored) => {
    if (options.isInside) {
      return {
        condition: NOTHING,
        problems: ['A smart collection names another one, which holds nothing there.'],
      };
    }
    const { kinds, offered: _offered, collectionId: _collectionId, isDeep: _isDeep, ...query } = stored;
    const { conditions, problems, keptProblems } = await readQuery(scope, query, true);
    const all: Condition[] = orNone(kinds) ? [{ type: 'file', file: { kinds } }, ...conditions] : conditions;
    return {
      condition: { type: 'and', conditions: all },
      problems: [...problems.map(({ message }) => message), ...keptProblems],
    };
  });

const momentsOf = (range: { from?: string | undefined; until?: string | undefined } | undefined) =>
  range &&
  ({
    ...(range.from && { from: new Date(range.from) }),
    ...(range.until && { until: new Date(range.until) }),
  } satisfies Moments);

/** The filters that are fields, each as a condition of its own: so each can be weighed. */
function readFields(query: Query, tagsBelow: ReadonlyMap<string, readonly string[]>): Condition[] {
  const setOf = (id: string) => tagsBelow.get(id) ?? [id];
  const fields: FileCondition = {
    mimeTypes: orNone(query.mimeTypes?.map((type) => type.toLowerCase())),
    hasTags: query.hasTags,
    uploadedBy: query.uploadedBy && [query.uploadedBy],
    createdAt: momentsOf(query.createdAt),
    updatedAt: momentsOf(query.updatedAt),
    takenAt: momentsOf(query.takenAt),
    sizeBytes: query.sizeBytes,
    width: query.width,
    height: query.height,
    orientations: orNone(query.orientations),
    aspectRatio: query.aspectRatio,
    colors: orNone(query.colors),
    durationSeconds: query.durationSeconds,
    hasAlt: query.hasAlt,
    hasLicense: query.hasLicense,
    isAnalyzed: query.isAnalyzed,
    isUsed: query.isUsed,
    isDamaged: query.isDamaged,
    reviewStatus: orNone(query.reviewStatus),
    accessLevels: orNone(query.accessLevels),
    rights: query.rights,
  };
  const conditions: Condition[] = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [{ type: 'file', file: { [name]: value } }],
  );
  for (const id of query.tagIds ?? []) conditions.push({ type: 'file', file: { tagSets: [setOf(id)] } });
  if (orNone(query.anyTagIds)) {
    conditions.push({ type: 'file', file: { tagSets: [(query.anyTagIds ?? []).flatMap(setOf)] } });
  }
  if (orNone(query.noTagIds)) {
    const tagSets = [(query.noTagIds ?? []).flatMap(setOf)];
    conditions.push({ type: 'not', condition: { type: 'file', file: { tagSets } } });
  }
  if (query.hasNearDuplicates !== undefined) {
    const similar: Condition = { type: 'file', file: { hasNearDuplicates: true } };
    conditions.push(query.hasNearDuplicates ? similar : { type: 'not', condition: similar });
  }
  return conditions;
}

function asksForUses(conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => {
    if (condition.type === 'file') return condition.file.isUsed !== undefined;
    if (condition.type === 'not') return asksForUses([condition.condition]);
    return condition.type !== 'text' && asksForUses(condition.conditions);
  });
}
