import type { AccessLevel, ColorName, Orientation, ReviewStatus } from '@vitrine/schema';
import type { Messages } from '../i18n/core-messages.ts';
import type { Format } from '../i18n/use-format.ts';
import { type FilterQuery, withoutFilter, yearOf } from './filter-query.ts';

export interface FilterWord {
  key: string;
  /** `Color: Green` */
  label: string;
  /** The query when it is taken away. */
  without: FilterQuery;
}

type Bounds<Value> = { min?: Value | undefined; max?: Value | undefined };

export const colorLabel = (color: ColorName, m: Messages): string =>
  ({
    red: m.colorRed,
    orange: m.colorOrange,
    yellow: m.colorYellow,
    green: m.colorGreen,
    teal: m.colorTeal,
    blue: m.colorBlue,
    purple: m.colorPurple,
    pink: m.colorPink,
    brown: m.colorBrown,
    black: m.colorBlack,
    gray: m.colorGray,
    white: m.colorWhite,
  })[color];

export const orientationLabel = (orientation: Orientation, m: Messages): string =>
  ({ landscape: m.orientationLandscape, portrait: m.orientationPortrait, square: m.orientationSquare })[
    orientation
  ];

export const reviewLabel = (status: ReviewStatus, m: Messages): string =>
  ({ pending: m.reviewIsPending, approved: m.reviewIsApproved, rejected: m.reviewIsRejected })[status];

export const accessLabel = (level: AccessLevel, m: Messages): string =>
  ({ public: m.accessPublic, members: m.accessMembers, staff: m.accessStaff, private: m.accessPrivate })[
    level
  ];

/** Questions with yes and no, in the order of the panel. */
export const flags = (m: Messages) =>
  [
    ['hasAlt', m.filterAlt],
    ['isUsed', m.filterUsed],
    ['isDamaged', m.filterDamaged],
    ['hasNearDuplicates', m.filterDuplicates],
    ['hasLicense', m.filterLicense],
    ['hasTags', m.filterHasTags],
    ['isAnalyzed', m.filterAnalyzed],
  ] as const;

/** Each filter that is on, in words, with the way to take it away. */
export function describeFilters(
  query: FilterQuery,
  names: Readonly<Record<string, string>>,
  m: Messages,
  format: Format,
): FilterWord[] {
  const words: FilterWord[] = [];
  const one = (key: keyof FilterQuery, name: string, value: string) =>
    words.push({ key, label: m.filterValue(name, value), without: withoutFilter(query, key) });
  const each = <Value extends string>(
    key: keyof FilterQuery,
    values: readonly Value[] | undefined,
    name: string,
    say: (value: Value) => string,
  ) => {
    for (const value of values ?? []) {
      const others = (values ?? []).filter((other) => other !== value);
      words.push({
        key: `${key}:${value}`,
        label: m.filterValue(name, say(value)),
        without: others.length > 0 ? { ...query, [key]: others } : withoutFilter(query, key),
      });
    }
  };
  const between = <Value>(min: Value | undefined, max: Value | undefined, say: (value: Value) => string) =>
    min !== undefined && max !== undefined
      ? m.filterBetween(say(min), say(max))
      : min !== undefined
        ? m.filterFrom(say(min))
        : m.filterUpTo(max === undefined ? '' : say(max));
  const range = (
    key: keyof FilterQuery,
    bounds: Bounds<number> | undefined,
    name: string,
    say: (value: number) => string,
  ) => {
    if (bounds) one(key, name, between(bounds.min, bounds.max, say));
  };
  const named = (id: string) => names[id] ?? m.none;
  const times = (key: 'createdAt' | 'updatedAt' | 'takenAt', name: string) => {
    const span = query[key];
    if (!span) return;
    const year = yearOf(span);
    // Its end does not belong to it: the day before is the last one.
    const until = span.until && new Date(Date.parse(span.until) - 1).toISOString();
    one(key, name, year === null ? between(span.from, until, format.day) : String(year));
  };

  each('tagIds', query.tagIds, m.filterTag, named);
  each('anyTagIds', query.anyTagIds, m.filterTag, named);
  each('noTagIds', query.noTagIds, m.no, named);
  if (query.collectionId) one('collectionId', m.filterCollection, named(query.collectionId));
  if (query.uploadedBy) one('uploadedBy', m.filterUploader, named(query.uploadedBy));
  each('mimeTypes', query.mimeTypes, m.filterMime, (type) => type);
  each('orientations', query.orientations, m.filterOrientation, (value) => orientationLabel(value, m));
  each('colors', query.colors, m.filterColor, (color) => colorLabel(color, m));
  times('takenAt', m.filterTaken);
  times('createdAt', m.filterUploaded);
  times('updatedAt', m.filterChanged);
  range('sizeBytes', query.sizeBytes, m.filterSize, format.bytes);
  range('width', query.width, m.filterWidth, format.number);
  range('height', query.height, m.filterHeight, format.number);
  range('aspectRatio', query.aspectRatio, m.filterAspect, format.number);
  range('durationSeconds', query.durationSeconds, m.filterDuration, format.duration);
  for (const [key, label] of flags(m)) {
    const value = query[key];
    if (value !== undefined) one(key, label, value ? m.yes : m.no);
  }
  each('reviewStatus', query.reviewStatus, m.filterReview, (status) => reviewLabel(status, m));
  each('accessLevels', query.accessLevels, m.filterAccess, (level) => accessLabel(level, m));
  const rights = { ending: m.rightsEnding, ended: m.rightsEnded, 'not-started': m.rightsNotStarted };
  if (query.rights) one('rights', m.filterRights, rights[query.rights]);
  return words;
}
