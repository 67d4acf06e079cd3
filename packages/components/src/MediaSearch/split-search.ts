import {
  isField,
  MAX_SEARCH_LENGTH,
  parseSearchQuery,
  type SearchLeaf,
  type SearchNode,
} from '@vitrine/schema';

/** A search as the field shows it: operators that stand for themselves as chips, then what is typed. */
export interface SearchParts {
  /** As they were written: `tag:nature`, `-size:>10MB`. */
  chips: readonly string[];
  rest: string;
}

interface Piece {
  from: number;
  to: number;
}

/**
 * Takes the operators that can stand alone out of a search: those that must hold whatever else it says. What lies in an
 * `OR` or cannot be read stays text.
 * @param caret where one is typing: what it touches is not complete yet. Without it all is.
 */
export function splitSearch(text: string, caret: number | null = null): SearchParts & { caret: number } {
  const { root, terms, problems } = parseSearchQuery(text);
  const own = leavesOnTop(root);
  const cut = terms.filter(
    ({ leaf, from, to }) =>
      isField(leaf) &&
      own.has(leaf) &&
      (caret === null || caret < from || caret > to) &&
      !problems.some((problem) => problem.from < to && problem.to > from),
  );
  const chips = cut.map(({ isNegated, from, to }) => {
    const written = text.slice(from, to);
    return isNegated ? `-${written.replace(/^(?:NOT\s+|-\s*)+/, '')}` : written;
  });
  return {
    chips: [...new Set(chips)],
    rest: cutOut(text, cut),
    caret: cutOut(text.slice(0, caret ?? text.length), cut).length,
  };
}

/** What must hold: the search itself, or the parts of its `AND`, also where one is negated. */
function leavesOnTop(root: SearchNode | null): ReadonlySet<SearchLeaf> {
  const nodes = root === null ? [] : root.type === 'and' ? root.nodes : [root];
  return new Set(
    nodes.flatMap((node) => {
      const leaf = node.type === 'not' ? node.node : node;
      return leaf.type === 'and' || leaf.type === 'or' || leaf.type === 'not' ? [] : [leaf];
    }),
  );
}

/** The text without these pieces, and without an `AND` that would stand between nothing then. */
function cutOut(text: string, pieces: readonly Piece[]): string {
  let kept = text;
  for (const { from, to } of [...pieces].reverse()) {
    if (from >= kept.length) continue;
    const before = kept.slice(0, from);
    const after = kept.slice(to);
    const hadAnd = /(?:^|\s)AND\s*$/.test(before);
    const left = before.replace(/(?:^|\s)AND\s*$/, ' ');
    const right = hadAnd ? after : after.replace(/^\s*AND(?=\s|$)/, '');
    kept = `${left.trimEnd()} ${right.trimStart()}`.trimStart();
  }
  return kept;
}

/** The whole search again. What is typed holds together as one condition beside the chips. */
export function joinSearch({ chips, rest }: SearchParts): string {
  if (chips.length === 0) return rest;
  const isChoice = parseSearchQuery(rest).root?.type === 'or';
  return `${chips.join(' ')} ${isChoice ? `(${rest.trim()})` : rest}`;
}

/** What may be asked for while one types: without the operator that is being written. */
export function askableSearch({ chips, rest }: SearchParts): string {
  const { terms, problems } = parseSearchQuery(rest);
  const open = [...terms.filter(({ leaf }) => isField(leaf)), ...problems].filter(
    ({ to }) => to === rest.length,
  );
  const from = Math.min(rest.length, ...open.map((piece) => piece.from));
  return joinSearch({ chips, rest: rest.slice(0, from) });
}

/** How many letters there is still room for. */
export const roomFor = ({ chips }: SearchParts): number =>
  Math.max(0, MAX_SEARCH_LENGTH - chips.join(' ').length - 3);
