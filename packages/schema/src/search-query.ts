import { AccessLevel } from './access.ts';
import { ColorName, MediaRights, Orientation, ReviewStatus } from './media-filters.ts';
import { MediaKind } from './media-kinds.ts';
import type { DateRange, NumberRange } from './search-values.ts';

/** Operators whose value is one of a few words, or names something: `type:image`, `tag:nature`. */
export const choiceFields = {
  type: MediaKind.options,
  mime: null,
  tag: null,
  in: null,
  by: null,
  orientation: Orientation.options,
  color: ColorName.options,
  used: ['yes', 'no'],
  alt: ['missing', 'present'],
  license: ['missing', 'present'],
  rights: MediaRights.options,
  review: ReviewStatus.options,
  level: AccessLevel.options,
  damaged: ['yes', 'no'],
  analyzed: ['yes', 'no'],
  duplicates: ['yes', 'no'],
} as const satisfies Record<string, readonly string[] | null>;
export type ChoiceField = keyof typeof choiceFields;

/** `size:>10MB`, `width:1600..2000`, `duration:<1:30`, `aspect:16:9`. Bytes, pixels, seconds, width by height. */
export const numberFields = ['size', 'width', 'height', 'duration', 'aspect'] as const;
export type NumberField = (typeof numberFields)[number];

/** `uploaded:today`, `taken:2026-01..2026-03`. */
export const dateFields = ['uploaded', 'modified', 'taken'] as const;
export type DateField = (typeof dateFields)[number];

/** Other names of operators. */
export const fieldAliases: Readonly<Record<string, ChoiceField | NumberField | DateField>> = {
  kind: 'type',
  collection: 'in',
  created: 'uploaded',
  updated: 'modified',
  uploader: 'by',
  ratio: 'aspect',
  colour: 'color',
  licence: 'license',
  tags: 'tag',
};

export type SearchLeaf =
  | { type: 'word'; text: string; isPrefix: boolean }
  | { type: 'phrase'; text: string }
  /** Any of the values. */
  | { type: 'choice'; field: ChoiceField; values: string[] }
  | { type: 'number'; field: NumberField; range: NumberRange }
  | { type: 'date'; field: DateField; range: DateRange };

/**
 * What a search says. `and` and `or` have two nodes or more, none of them of their own type.
 */
export type SearchNode =
  | SearchLeaf
  | { type: 'and'; nodes: SearchNode[] }
  | { type: 'or'; nodes: SearchNode[] }
  | { type: 'not'; node: SearchNode };

/** A word, a phrase or an operator of a search, and where it stands: characters from the beginning. */
export interface SearchTerm {
  leaf: SearchLeaf;
  isNegated: boolean;
  /** Where what is to be taken away with it begins: at its `-`. */
  from: number;
  to: number;
}

export interface SearchFault {
  from: number;
  to: number;
  message: string;
}

export interface SearchQuery {
  /** null where there is nothing to search for. */
  root: SearchNode | null;
  terms: SearchTerm[];
  /** What could not be read, in the order of the text. It was taken for words, or left out. */
  problems: SearchFault[];
}

export const isField = (leaf: SearchLeaf) => leaf.type !== 'word' && leaf.type !== 'phrase';
