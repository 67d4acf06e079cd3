import {
  type ChoiceField,
  choiceFields,
  type DateField,
  dateFields,
  fieldAliases,
  type NumberField,
  numberFields,
  periodNames,
  printSearchLeaf,
} from '@vitrine/schema';
import { joinSearch, type SearchParts, splitSearch } from './split-search.ts';

/** Something of the library that goes on as what is typed. */
export interface SearchSuggestion {
  type: 'tag' | 'collection' | 'title';
  text: string;
  /** `#rrggbb` */
  color?: string | undefined;
}

/** What is being typed at the end of a search: `-tag:na` is the value `na` of `tag`. */
export interface SearchWord {
  /** The operator whose value it is. */
  field: ChoiceField | NumberField | DateField | null;
  /** A value: its beginning. Else all that is typed. */
  text: string;
  /** Where the word begins in what is typed, at its `-`. */
  from: number;
  isNegated: boolean;
}

export interface SearchOffer {
  type: 'history' | 'text' | 'operator' | SearchSuggestion['type'];
  label: string;
  color?: string | undefined;
  /** The search when it is taken. */
  parts: SearchParts;
  /** More has to be typed: `type:`. */
  isOpen: boolean;
}

const WORD = /(?<=^|[\s(])(-?)(?:([A-Za-z]{1,20}):)?(["“][^"”]*|[^\s()"“”]*)$/;
const MIN_LETTERS = 2;
const MAX_OFFERS = 8;

const examples: Readonly<Record<NumberField, readonly string[]>> = {
  size: ['>1MB', '>10MB', '<500KB'],
  width: ['>=1600', '>=3000', '<800'],
  height: ['>=900', '>=2000', '<600'],
  duration: ['<1:00', '1:00..5:00', '>5:00'],
  aspect: ['16:9', '4:3', '1:1'],
};

/** The word at the end of what is typed; null where it ends with a space. */
export function wordAtEnd(rest: string): SearchWord | null {
  const found = WORD.exec(rest);
  if (!found) return null;
  const [, minus = '', key, value = ''] = found;
  const name = key?.toLowerCase();
  const field = name === undefined ? null : fieldOf(fieldAliases[name] ?? name);
  // Of an operator that there is not, the value is a word among others.
  const text = field === null ? rest.trim() : value.replace(/^["“]/, '');
  if (field === null && value === '') return null;
  return { field, text, from: found.index, isNegated: minus === '-' };
}

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

function fieldOf(name: string): SearchWord['field'] {
  if (Object.hasOwn(choiceFields, name)) return name as ChoiceField;
  if (isOneOf(numberFields, name) || isOneOf(dateFields, name)) return name;
  return null;
}

/** What may be meant by what is typed: operators and their values from the tables of the parser, and the library's own. */
export function offersFor(
  parts: SearchParts,
  suggestions: readonly (string | SearchSuggestion)[],
): SearchOffer[] {
  const word = wordAtEnd(parts.rest);
  if (!word) return [];
  const before = parts.rest.slice(0, word.from);
  const sign = word.isNegated ? '-' : '';
  const chip = (type: SearchOffer['type'], text: string, color?: string): SearchOffer => ({
    type,
    label: `${sign}${text}`,
    color,
    parts: { chips: [...new Set([...parts.chips, `${sign}${text}`])], rest: before },
    isOpen: false,
  });
  const named = (field: 'tag' | 'in', text: string) =>
    printSearchLeaf({ type: 'choice', field, values: [text] });
  const offerOf = (suggestion: string | SearchSuggestion): SearchOffer[] => {
    if (typeof suggestion === 'string')
      return word.field === null
        ? [{ type: 'text', label: suggestion, parts: splitSearch(suggestion), isOpen: false }]
        : [];
    const { type, text, color } = suggestion;
    if (type === 'tag')
      return word.field === null || word.field === 'tag' ? [chip('tag', named('tag', text), color)] : [];
    if (type === 'collection')
      return word.field === null || word.field === 'in' ? [chip('collection', named('in', text), color)] : [];
    if (word.field !== null) return [];
    const rest = printSearchLeaf({ type: 'phrase', text });
    return [{ type: 'title', label: text, parts: { chips: parts.chips, rest }, isOpen: false }];
  };
  const own =
    word.field === null
      ? []
      : valuesOf(word.field).filter((value) => value.toLowerCase().startsWith(word.text.toLowerCase()));
  return [
    ...own.map((value) => chip('operator', `${word.field}:${value}`)),
    ...suggestions.flatMap(offerOf),
    ...operatorsLike(parts.rest.slice(word.from), word).map((name) => ({
      type: 'operator' as const,
      label: `${sign}${name}:`,
      parts: { chips: parts.chips, rest: `${before}${sign}${name}:` },
      isOpen: true,
    })),
  ]
    .filter((offer) => joinSearch(offer.parts) !== joinSearch(parts))
    .slice(0, MAX_OFFERS);
}

function operatorsLike(written: string, { field }: SearchWord): string[] {
  const begun = written.replace(/^-/, '').toLowerCase();
  if (field !== null || begun.length < MIN_LETTERS) return [];
  return [...Object.keys(choiceFields), ...numberFields, ...dateFields].filter((name) =>
    name.startsWith(begun),
  );
}

function valuesOf(field: NonNullable<SearchWord['field']>): readonly string[] {
  if (isOneOf(numberFields, field)) return examples[field];
  if (isOneOf(dateFields, field)) return periodNames;
  return choiceFields[field] ?? [];
}

/** Earlier searches, for an empty field. */
export const historyOffers = (history: readonly string[]): SearchOffer[] =>
  history
    .slice(0, MAX_OFFERS)
    .map((label) => ({ type: 'history', label, parts: splitSearch(label), isOpen: false }));
