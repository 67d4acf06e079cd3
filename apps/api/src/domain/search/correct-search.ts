import { parseSearchQuery, printSearchLeaf, type SearchTerm } from '@vitrine/schema';
import { findNearWords, type WordNeighbours } from '../../search-index/find-near-words.ts';
import type { Scope } from '../scope.ts';
import { countTypos } from './count-typos.ts';
import { cutWords } from './cut-words.ts';
import { foldText } from './fold-text.ts';

/** Shorter words are too like each other. */
const MIN_LENGTH = 3;
/** A word that stands in so many files is meant as it is. */
const COMMON = 3;
/** Unless another one is so many times as common. */
const FAR_MORE = 20;

const typosAllowed = (word: string) => (word.length <= 4 ? 1 : 2);

interface Asked {
  term: SearchTerm;
  word: string;
  isPrefix: boolean;
}

/**
 * A search with the words that may have been meant, from the words of this namespace; null where all of them are fine.
 * Operators, phrases and what follows a `-` stay as they are.
 */
export async function correctSearch(scope: Scope, typed: string): Promise<string | null> {
  const asked = parseSearchQuery(typed).terms.flatMap((term): Asked[] => {
    if (term.leaf.type !== 'word' || term.isNegated) return [];
    const [word, ...more] = cutWords(term.leaf.text);
    if (word === undefined || more.length > 0 || word.length < MIN_LENGTH || /\p{N}/u.test(word)) return [];
    return [{ term, word, isPrefix: term.leaf.isPrefix }];
  });
  const neighbours = await findNearWords(scope.db, scope.namespace.id, asked);
  let corrected = typed;
  // From the end, so that what stands before keeps its place.
  for (const { term, word } of asked.toReversed()) {
    const better = findBetter(foldText(word), neighbours.get(word));
    if (better === null) continue;
    const leaf = printSearchLeaf({ type: 'word', text: better, isPrefix: false });
    corrected = corrected.slice(0, term.from) + leaf + corrected.slice(term.to);
  }
  return corrected === typed ? null : corrected;
}

function findBetter(word: string, neighbours: WordNeighbours | undefined): string | null {
  if (!neighbours || neighbours.files >= COMMON) return null;
  const max = typosAllowed(word);
  const near = neighbours.near
    .map((candidate) => ({ ...candidate, typos: countTypos(word, candidate.word, max) }))
    .filter(({ word: candidate, typos, files }) => {
      const isOther = candidate !== word && typos <= max;
      return isOther && (neighbours.files === 0 || files >= neighbours.files * FAR_MORE);
    })
    .sort((a, b) => a.typos - b.typos || b.files - a.files);
  return near[0]?.word ?? null;
}
