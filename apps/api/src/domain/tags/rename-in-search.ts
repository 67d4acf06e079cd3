import { MAX_SEARCH_LENGTH, parseSearchQuery, printSearchLeaf, type SearchTerm } from '@vitrine/schema';

/** The names that the `tag:` operators of a search name. */
export function tagsNamedIn(search: string): string[] {
  return parseSearchQuery(search).terms.flatMap(({ leaf }) =>
    leaf.type === 'choice' && leaf.field === 'tag' ? leaf.values : [],
  );
}

/**
 * A search as it was typed, but that its `tag:` operators name other tags. What can't be written so that it is read as the same
 * search again stays as it is.
 * @param newNames of a name what is to stand in its place, itself too where it goes on to mean something.
 */
export function renameInSearch(search: string, newNames: ReadonlyMap<string, readonly string[]>): string {
  const { terms, problems } = parseSearchQuery(search);
  const rename = ({ leaf }: SearchTerm): SearchTerm['leaf'] =>
    leaf.type === 'choice' && leaf.field === 'tag'
      ? { ...leaf, values: [...new Set(leaf.values.flatMap((name) => newNames.get(name) ?? [name]))] }
      : leaf;
  let renamed = search;
  for (const term of terms.toReversed()) {
    const written = printSearchLeaf(rename(term));
    if (written === printSearchLeaf(term.leaf)) continue;
    const typed = search.slice(term.from, term.to);
    // What stands before it turns it round.
    const at = term.from + Math.max(0, typed.search(/tags?:/i));
    renamed = renamed.slice(0, at) + written + renamed.slice(term.to);
  }
  const read = parseSearchQuery(renamed);
  const isSame =
    renamed.length <= MAX_SEARCH_LENGTH &&
    read.problems.length === problems.length &&
    read.terms.length === terms.length &&
    read.terms.every((term, index) => {
      const before = terms[index];
      return (
        before !== undefined &&
        term.isNegated === before.isNegated &&
        printSearchLeaf(term.leaf) === printSearchLeaf(rename(before))
      );
    });
  return isSame ? renamed : search;
}
