import { ReviewStatus } from '@vitrine/schema';
import type { Bounds, Condition, FileCondition, MediaFilter, Moments, Values } from './media-filter.ts';
import { writeHasNearDuplicates } from './near-duplicates.ts';
import { type TextNode, withoutCommon, writeTextQuery } from './text-query.ts';
import { writeUsed } from './write-used.ts';

type Writer<Value> = (value: Value, values: Values, filter: MediaFilter) => string;

const orientations = {
  landscape: 'width > height',
  portrait: 'width < height',
  square: 'width = height',
} as const;

/** How each condition reads on a row of media_index. Forgetting one is an error of the compiler. */
const writers: { [Name in keyof FileCondition]-?: Writer<NonNullable<FileCondition[Name]>> } = {
  kinds: (kinds, values) => writeAny('kind', kinds, values),
  mimeTypes: writeMimeTypes,
  tagSets: (sets, values) => writeAll(sets.map((ids) => writeShares('tag_ids', ids, values))),
  hasTags: (has) => (has ? "tag_ids <> '{}'" : "tag_ids = '{}'"),
  collectionIds: (ids, values) => writeShares('collection_ids', ids, values),
  isInCollection: (is) => (is ? "collection_ids <> '{}'" : "collection_ids = '{}'"),
  uploadedBy: (ids, values) => writeAny('uploaded_by', ids, values),
  createdAt: (moments, values) => writeMoments('created_at', moments, values),
  updatedAt: (moments, values) => writeMoments('updated_at', moments, values),
  takenAt: (moments, values) => writeMoments('taken_at', moments, values),
  sizeBytes: (bounds, values) => writeBounds('size_bytes', bounds, values),
  width: (bounds, values) => writeBounds('width', bounds, values),
  height: (bounds, values) => writeBounds('height', bounds, values),
  durationSeconds: (bounds, values) => writeBounds('duration_seconds', bounds, values),
  aspectRatio: (bounds, values) => writeBounds('(width::float8 / nullif(height, 0))', bounds, values),
  orientations: (chosen) => `(${chosen.map((one) => orientations[one]).join(' or ') || 'false'})`,
  colors: (names, values) => `colors && ${values.add(names)}::text[]`,
  // Only pictures lack it.
  hasAlt: (has) => (has ? 'has_alt' : "kind = 'image' and not has_alt"),
  hasLicense: (has) => (has ? 'has_license' : 'not has_license'),
  isAnalyzed: (is) => (is ? 'is_analyzed' : 'not is_analyzed'),
  isDamaged: (is) => (is ? 'damaged' : 'not damaged'),
  hasNearDuplicates: (has, values, { reach }) =>
    has ? writeHasNearDuplicates(reach, values) : `not ${writeHasNearDuplicates(reach, values)}`,
  isUsed: (is, values, filter) => writeUsed(is, filter.recentUses, values),
  // Written out, as the partial index of those that are not approved has them.
  reviewStatus: (states) => {
    const chosen = ReviewStatus.options.filter((state) => states.includes(state));
    return `review_status ${chosen.length === 1 ? `= '${chosen[0]}'` : `in (${chosen.map((state) => `'${state}'`).join(', ')})`}`;
  },
  accessLevels: (levels, values) => writeAny('access_level', levels, values),
  rights: (rights, values, filter) => {
    const at = `${values.add(filter.at)}::timestamptz`;
    // As the partial index of those with any rights has it.
    const known = '(rights_end is not null or rights_start is not null)';
    if (rights === 'ended') return `(${known} and rights_end <= ${at})`;
    if (rights === 'not-started') return `(${known} and rights_start > ${at})`;
    return `(${known} and rights_end > ${at} and rights_end <= ${values.add(filter.endingUntil)})`;
  },
};

/**
 * The condition on media_index. Its text depends on what is asked for, never on the values: each of them is a
 * parameter.
 */
export function writeMediaCondition(filter: MediaFilter, values: Values): string {
  return writeAll([...writeVisible(filter, values), ...writeAsked(filter, values)]);
}

const writeAsked = (filter: MediaFilter, values: Values) =>
  filter.conditions.map((condition) => writeCondition(condition, values, filter));

/** The part that every list has: the namespace, the library or the trash, and what the asker may see of it. */
export const writeVisible = (filter: MediaFilter, values: Values): string[] => [
  ...writePlace(filter, values),
  ...writeSeen(filter, values),
];

/**
 * The files that a walk passes, `inside`, and what it takes of them, `taken`. Passed are all of the place, whether the asker sees them
 * or not, so that a walk ends where its budget does. A single kind has an index by date of its own.
 */
export function writeWalked(filter: MediaFilter, values: Values, column: string | null) {
  const hasKind = column === 'created_at' && filter.kinds?.length === 1;
  const { kinds, ...others } = filter;
  const inside = writePlace(filter, values);
  if (hasKind && kinds) inside.push(writeAny('kind', kinds, values));
  return {
    inside,
    taken: () => writeAll([...writeSeen(hasKind ? others : filter, values), ...writeAsked(filter, values)]),
    seen: () => writeAll(writeSeen(hasKind ? others : filter, values)),
    asked: () => writeAll(writeAsked(filter, values)),
  };
}

function writePlace(filter: MediaFilter, values: Values): string[] {
  const parts = [
    // A plan that is made once for namespaces of all sizes would read the index of a large one from end to end, to save
    // looking at a few rows. No index knows this operator.
    `namespace_id ${filter.entry ? 'is not distinct from' : '='} ${values.add(filter.namespaceId)}`,
    // Written out, so that the partial indexes fit.
    `visibility = '${filter.state === 'live' ? 'live' : 'trashed'}'`,
  ];
  if (filter.entry?.periods) {
    parts.push(`periods_of(created_at) && ${values.add(filter.entry.periods)}::integer[]`);
  }
  return parts;
}

function writeSeen(filter: MediaFilter, values: Values): string[] {
  const { reach, kinds } = filter;
  const parts: string[] = [];
  if (reach.onlyOwn) parts.push(`uploaded_by = ${values.add(reach.userId)}`);
  else if (reach.levels) {
    const seen = `access_level = any (${values.add(reach.levels)})`;
    parts.push(reach.userId ? `(${seen} or uploaded_by = ${values.add(reach.userId)})` : seen);
  }
  if (kinds) parts.push(writeAny('kind', kinds, values));
  if (filter.offered) {
    parts.push(
      "review_status = 'approved'",
      `not ${writeOutOfRights(`${values.add(filter.at)}::timestamptz`)}`,
    );
  }
  return parts;
}

/** Rights that have not begun, or have ended. @param at a time as SQL. */
export function writeOutOfRights(at: string): string {
  return `coalesce(rights_start > ${at} or rights_end <= ${at}, false)`;
}

export function writeCondition(condition: Condition, values: Values, filter: MediaFilter): string {
  switch (condition.type) {
    case 'and':
      return writeAll(condition.conditions.map((part) => writeCondition(part, values, filter)));
    case 'or': {
      const parts = condition.conditions.map((part) => writeCondition(part, values, filter));
      return parts.length > 0 ? `(${parts.join(' or ')})` : 'false';
    }
    case 'not':
      // What is not known of a file is not so: a width of none is not above 1600.
      return `(${writeCondition(condition.condition, values, filter)}) is not true`;
    case 'text':
      return writeText(condition.text, values, filter);
    case 'file':
      return writeFile(condition.file, values, filter);
  }
}

/** The index of words is asked for those that are rare, the rows for the rest. */
function writeText(text: TextNode, values: Values, { textSearchConfig, entry }: MediaFilter): string {
  const matches = `search @@ ${writeTextQuery(text, textSearchConfig, values)}`;
  const rare = entry ? withoutCommon(text, entry.commonPrefixes) : text;
  if (rare === text) return matches;
  return `(search @@ ${writeTextQuery(rare, textSearchConfig, values)} and (${matches}) is true)`;
}

function writeFile(file: FileCondition, values: Values, filter: MediaFilter): string {
  const parts = Object.entries(file).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const write = writers[name as keyof FileCondition] as Writer<unknown>;
    return [write(value, values, filter)];
  });
  return writeAll(parts);
}

const writeAll = (parts: readonly string[]) =>
  parts.length === 0 ? 'true' : parts.length === 1 ? String(parts[0]) : `(${parts.join(' and ')})`;

/** One value reads as an equation: that fits more indexes. */
function writeAny(column: string, list: readonly string[], values: Values): string {
  return list.length === 1 ? `${column} = ${values.add(list[0])}` : `${column} = any (${values.add(list)})`;
}

function writeShares(column: string, ids: readonly string[], values: Values): string {
  return ids.length === 1
    ? `${column} @> ${values.add(ids)}::uuid[]`
    : `${column} && ${values.add(ids)}::uuid[]`;
}

function writeMimeTypes(types: readonly string[], values: Values): string {
  const families = types.filter((type) => type.endsWith('/*'));
  const exact = types.filter((type) => !type.endsWith('/*'));
  const parts = families.map((family) => `starts_with(mime_type, ${values.add(family.slice(0, -1))})`);
  if (exact.length > 0) parts.push(writeAny('mime_type', exact, values));
  return parts.length === 1 ? String(parts[0]) : `(${parts.join(' or ')})`;
}

function writeMoments(column: string, { from, until }: Moments, values: Values): string {
  const parts: string[] = [];
  if (from) parts.push(`${column} >= ${values.add(from)}`);
  if (until) parts.push(`${column} < ${values.add(until)}`);
  return writeAll(parts);
}

const signs = { min: '>=', above: '>', max: '<=', below: '<' } as const;

function writeBounds(column: string, bounds: Bounds<number>, values: Values): string {
  const parts = Object.entries(signs).flatMap(([name, sign]) => {
    const bound = bounds[name as keyof typeof signs];
    return bound === undefined ? [] : [`${column} ${sign} ${values.add(bound)}`];
  });
  return writeAll(parts);
}
