import type { Highlight, MediaId, TextPart } from '@vitrine/schema';
import { type TextNode, wordsOf } from '../../search-index/text-query.ts';
import { foldText } from './fold-text.ts';

/** The texts of a file that a search reads. */
export type SearchableTexts = Readonly<Record<Highlight['field'], string>>;

/** In which order their texts are looked through. */
const fields = ['title', 'alt', 'caption', 'tags', 'filename', 'description', 'text'] as const;

interface Wanted {
  word: string;
  isPrefix: boolean;
}

interface Span {
  from: number;
  to: number;
}

/** A long text is cut to so many characters around its first match. */
const EXCERPT = 160;
const BEFORE = 40;

/** So much of a word has to be the same where its language may have changed its end. */
const STEM_SHARE = 0.6;
const MIN_STEM = 4;

/**
 * Where the words stand in a file: in its title, and in the one other text that says most.
 * @param hasStems whether the namespace has a language: then other forms of a word are marked too.
 */
export function highlight(
  mediaId: MediaId,
  texts: SearchableTexts,
  text: TextNode,
  hasStems: boolean,
): Highlight[] {
  const wanted = wordsOf(text).map(({ word, isPrefix }) => ({ word: foldText(word), isPrefix }));
  const found: Highlight[] = [];
  for (const field of fields) {
    const value = texts[field];
    const spans = findSpans(value, wanted, hasStems);
    if (spans.length === 0) continue;
    found.push({ mediaId, field, parts: cutParts(value, spans) });
    if (field !== 'title') break;
  }
  return found;
}

function findSpans(text: string, wanted: readonly Wanted[], hasStems: boolean): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = foldText(match[0]);
    if (wanted.some((one) => isMatch(word, one, hasStems))) {
      spans.push({ from: match.index, to: match.index + match[0].length });
    }
  }
  return spans;
}

function isMatch(word: string, wanted: Wanted, hasStems: boolean): boolean {
  if (word === wanted.word || (wanted.isPrefix && word.startsWith(wanted.word))) return true;
  if (!hasStems) return false;
  const shared = sharedLength(word, wanted.word);
  return shared >= MIN_STEM && shared >= Math.max(word.length, wanted.word.length) * STEM_SHARE;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function cutParts(text: string, spans: readonly Span[]): TextPart[] {
  const { from, to } = excerptOf(text, spans[0]?.from ?? 0);
  const parts: TextPart[] = [];
  const add = (part: string, isMatched: boolean) => {
    if (part) parts.push({ text: part, isMatch: isMatched });
  };
  let at = from;
  if (from > 0) add('… ', false);
  for (const span of spans) {
    if (span.from < from || span.to > to) continue;
    add(text.slice(at, span.from), false);
    add(text.slice(span.from, span.to), true);
    at = span.to;
  }
  add(text.slice(at, to), false);
  if (to < text.length) add(' …', false);
  return parts;
}

/** Begins and ends between words. */
function excerptOf(text: string, first: number): Span {
  if (text.length <= EXCERPT) return { from: 0, to: text.length };
  const start = Math.max(0, first - BEFORE);
  const from = start === 0 ? 0 : Math.min(first, text.indexOf(' ', start) + 1 || first);
  const end = Math.min(text.length, from + EXCERPT);
  const space = text.lastIndexOf(' ', end);
  return { from, to: end === text.length || space <= first ? end : space };
}
