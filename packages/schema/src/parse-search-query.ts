import {
  type ChoiceField,
  choiceFields,
  type DateField,
  dateFields,
  fieldAliases,
  type NumberField,
  numberFields,
  type SearchFault,
  type SearchLeaf,
  type SearchNode,
  type SearchQuery,
  type SearchTerm,
} from './search-query.ts';
import { cutSearch, type SearchToken } from './search-tokens.ts';
import { readDateRange, readNumberRange } from './search-values.ts';

/** More narrow a search no further that anyone could notice, and cost. */
export const MAX_SEARCH_TERMS = 32;

const hasLetters = (text: string) => /[\p{L}\p{N}]/u.test(text);

const isChoice = (key: string): key is ChoiceField => Object.hasOwn(choiceFields, key);
const isNumber = (key: string): key is NumberField => (numberFields as readonly string[]).includes(key);
const isDate = (key: string): key is DateField => (dateFields as readonly string[]).includes(key);

/**
 * Reads a search as people type it. Words side by side must all be found; `OR` binds weaker, `NOT` and `-` bind
 * strongest; the last word may be a beginning, as one with `*` at its end. Nothing is refused: what cannot be read is
 * taken for words, and `problems` says where it stands.
 */
export function parseSearchQuery(text: string): SearchQuery {
  // No data base keeps the character 0; a space of its length keeps the places of the rest.
  const parser = new Parser(text.replaceAll('\u0000', ' '));
  const root = parser.read();
  return { root, terms: parser.terms, problems: parser.problems.sort((a, b) => a.from - b.from) };
}

class Parser {
  readonly terms: SearchTerm[] = [];
  readonly problems: SearchFault[] = [];
  readonly #tokens: SearchToken[];
  readonly #length: number;
  #at = 0;

  constructor(text: string) {
    this.#tokens = cutSearch(text);
    this.#length = text.length;
  }

  read(): SearchNode | null {
    const nodes: SearchNode[] = [];
    // A parenthesis that closes nothing ends an expression, not the search.
    while (this.#at < this.#tokens.length) {
      const node = this.#readOr(false);
      if (node) nodes.push(node);
      const token = this.#tokens[this.#at];
      if (token) {
        this.#complain(token, 'This parenthesis closes nothing.');
        this.#at += 1;
      }
    }
    return join('and', nodes);
  }

  #complain({ from, to }: { from: number; to: number }, message: string): void {
    this.problems.push({ from, to, message });
  }

  #readOr(isNegated: boolean): SearchNode | null {
    const sides: SearchNode[] = [];
    for (;;) {
      const side = this.#readAnd(isNegated);
      if (side) sides.push(side);
      const token = this.#tokens[this.#at];
      if (token?.type !== 'or') return join('or', sides);
      this.#at += 1;
      const next = this.#tokens[this.#at];
      if (!side || !next || next.type === 'close' || next.type === 'or')
        this.#complain(token, 'OR stands between two things to search for.');
    }
  }

  #readAnd(isNegated: boolean): SearchNode | null {
    const nodes: SearchNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.type === 'or' || token.type === 'close') return join('and', nodes);
      if (token.type === 'and') {
        this.#at += 1;
        const next = this.#tokens[this.#at];
        if (nodes.length === 0 || !next || next.type === 'close' || next.type === 'or')
          this.#complain(token, 'AND stands between two things to search for.');
        continue;
      }
      const node = this.#readNot(isNegated);
      if (node) nodes.push(node);
    }
  }

  #readNot(isNegated: boolean, start?: number): SearchNode | null {
    const token = this.#tokens[this.#at];
    if (!token) return null;
    if (token.type !== 'not' && token.type !== 'minus') return this.#readOne(token, isNegated, start);
    this.#at += 1;
    const next = this.#tokens[this.#at];
    if (!next || next.type === 'and' || next.type === 'or' || next.type === 'close') {
      if (token.type === 'not') this.#complain(token, 'NOT stands before something to search for.');
      return null;
    }
    const node = this.#readNot(!isNegated, start ?? token.from);
    return node && { type: 'not', node };
  }

  #readOne(token: SearchToken, isNegated: boolean, start = token.from): SearchNode | null {
    this.#at += 1;
    if (token.type === 'open') return this.#readGroup(token, isNegated);
    const leaves = this.#leavesOf(token);
    for (const leaf of leaves) this.terms.push({ leaf, isNegated, from: start, to: token.to });
    return join('and', leaves);
  }

  #readGroup(open: SearchToken, isNegated: boolean): SearchNode | null {
    const node = this.#readOr(isNegated);
    if (this.#tokens[this.#at]?.type === 'close') this.#at += 1;
    else this.#complain(open, 'This parenthesis is never closed.');
    return node;
  }

  #leavesOf(token: SearchToken): SearchLeaf[] {
    if (this.terms.length >= MAX_SEARCH_TERMS) {
      this.#complain(token, `Only the first ${MAX_SEARCH_TERMS} words and operators are searched for.`);
      return [];
    }
    if (token.type === 'word') return this.#wordOf(token.text, token.to);
    if (token.type === 'phrase') {
      if (!token.isClosed) this.#complain(token, 'This quotation mark is never closed.');
      return hasLetters(token.text) ? [{ type: 'phrase', text: token.text }] : [];
    }
    return token.type === 'field' ? this.#fieldOf(token) : [];
  }

  #wordOf(text: string, to: number): SearchLeaf[] {
    const word = text.replace(/\*+$/, '');
    if (!hasLetters(word)) return [];
    return [{ type: 'word', text: word, isPrefix: to === this.#length || word !== text }];
  }

  #fieldOf(token: Extract<SearchToken, { type: 'field' }>): SearchLeaf[] {
    const field = fieldAliases[token.key] ?? token.key;
    const isKnown = isChoice(field) || isNumber(field) || isDate(field);
    if (!isKnown) {
      const isPlain = token.values.length === 0 || token.values[0]?.startsWith('//');
      if (!isPlain)
        this.#complain(token, `There is no operator “${token.key}:”. It is searched for as words.`);
      return this.#wordsOf(token);
    }
    if (!token.isClosed) this.#complain(token, 'This quotation mark is never closed.');
    if (token.values.length === 0) {
      this.#complain(token, `Say what “${token.key}:” should be.`);
      return [];
    }
    const leaf = readLeaf(field, token.values);
    if (leaf) return [leaf];
    this.#complain(token, describeValues(field));
    return this.#wordsOf(token);
  }

  /** Of an operator that there is not: letters and digits alone, so that none of them is an operator again. */
  #wordsOf({ key, values, to }: Extract<SearchToken, { type: 'field' }>): SearchLeaf[] {
    const words = [key, ...values].join(' ').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    return words.map((text, index) => ({
      type: 'word',
      text: /^(?:AND|OR|NOT)$/.test(text) ? text.toLowerCase() : text,
      isPrefix: index === words.length - 1 && to === this.#length,
    }));
  }
}

function readLeaf(field: ChoiceField | NumberField | DateField, values: string[]): SearchLeaf | null {
  const [first = ''] = values;
  if (isChoice(field)) {
    const allowed: readonly string[] | null = choiceFields[field];
    const chosen = allowed ? values.map((value) => value.toLowerCase()) : values;
    if (allowed && !chosen.every((value) => allowed.includes(value))) return null;
    return { type: 'choice', field, values: [...new Set(chosen)] };
  }
  if (values.length > 1) return null;
  if (isNumber(field)) {
    const range = readNumberRange(field, first);
    return range && { type: 'number', field, range };
  }
  const range = readDateRange(first);
  return range && { type: 'date', field, range };
}

/** What an operator takes, for whoever wrote something else. */
function describeValues(field: ChoiceField | NumberField | DateField): string {
  if (isChoice(field)) return `“${field}:” is one of ${choiceFields[field]?.join(', ')}.`;
  if (isDate(field)) return `“${field}:” is a day or a period: today, 2026-01-31, 2026-01..2026-03, 7d.`;
  const examples = {
    size: '>10MB, 500KB..2MB',
    width: '>=1600, 800..1200',
    height: '>=900, 400..800',
    duration: '<90, 1:30..5:00',
    aspect: '16:9, >1.5',
  };
  return `“${field}:” is a number or a range: ${examples[field]}.`;
}

/** One node is itself, and what is of the same type is taken apart. */
function join(type: 'and' | 'or', nodes: SearchNode[]): SearchNode | null {
  const flat = nodes.flatMap((node) => (node.type === type ? node.nodes : [node]));
  if (flat.length <= 1) return flat[0] ?? null;
  return { type, nodes: flat };
}
