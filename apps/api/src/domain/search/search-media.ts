import type { Highlight, MediaFile, SearchInput, SearchPage } from '@vitrine/schema';
import type * as z from 'zod';
import { findExtractedTexts } from '../../search-index/find-texts.ts';
import { listMediaRows, type MediaRowPage } from '../../search-index/list-media-rows.ts';
import type { MediaRow } from '../../search-index/media-row.ts';
import { PLAIN_CONFIG, type TextNode } from '../../search-index/text-query.ts';
import { keepVisibleNames } from '../media/keep-visible-names.ts';
import { presentMedia } from '../media/present-media.ts';
import { type ReadFilter, readFilter } from '../media/read-filter.ts';
import type { Scope } from '../scope.ts';
import { correctSearch } from './correct-search.ts';
import { highlight, type SearchableTexts } from './highlight.ts';

type Input = z.output<typeof SearchInput>;

interface Searched {
  filter: ReadFilter;
  page: MediaRowPage;
}

/** With so few hits, a word that is far more common may have been meant. */
const FEW_HITS = 5;

/**
 * A page of a search with what its field shows beside it. Where nothing is found as typed, words that are written nearly alike
 * are searched for instead.
 * @throws MediaError as `media.list`.
 */
export async function searchMedia(scope: Scope, input: Input): Promise<SearchPage> {
  const typed = await search(scope, input);
  const better = await findBetter(scope, input, typed);
  const isCorrected = better !== null && typed.page.total.value === 0;
  const { filter, page } = isCorrected ? better.searched : typed;
  const { rows, ...places } = page;
  const [named, extracted] = await Promise.all([
    keepVisibleNames(scope, rows),
    filter.text ? findTextsOf(scope, rows) : new Map<string, string>(),
  ]);
  const items = named.map((row) => presentMedia(scope, row));
  return {
    items,
    ...places,
    highlights: filter.text ? highlightAll(scope, items, filter.text, extracted) : [],
    didYouMean: better?.text ?? null,
    isCorrected,
    problems: typed.filter.problems,
  };
}

/** @param identity of the list as it was asked for, where another one is searched for in its place. */
async function search(scope: Scope, input: Input, identity?: unknown): Promise<Searched> {
  const { sort, limit, after, before, skip, ...filters } = input;
  const read = await readFilter(scope, filters);
  const filter = identity === undefined ? read : { ...read, identity };
  return { filter, page: await listMediaRows(scope.db, { filter, sort, limit, after, before, skip }) };
}

/** Offered only where the asker would find something: words of hidden files are nobody's to read. */
async function findBetter(
  scope: Scope,
  input: Input,
  { page: { total }, filter }: Searched,
): Promise<{ text: string; searched: Searched } | null> {
  if (!input.search || total.value >= FEW_HITS || !total.isExact) return null;
  const text = await correctSearch(scope, input.search);
  if (text === null) return null;
  const asked = { ...input, search: text };
  const searched =
    total.value === 0
      ? // The cursors of its pages are those of the search as typed: the next page is asked for in the same words.
        await search(scope, asked, filter.identity)
      : await search(scope, { ...asked, after: undefined, before: undefined, skip: undefined, limit: 1 });
  const isBetter = searched.page.rows.length > 0 && searched.page.total.value > total.value;
  return isBetter ? { text, searched } : null;
}

/** What was read in documents and heard in sounds. */
const findTextsOf = (scope: Scope, rows: readonly MediaRow[]) =>
  findExtractedTexts(
    scope.db,
    scope.namespace.id,
    rows.filter(({ kind }) => kind === 'document' || kind === 'audio').map(({ id }) => id),
  );

function highlightAll(
  scope: Scope,
  files: readonly MediaFile[],
  text: TextNode,
  extracted: ReadonlyMap<string, string>,
): Highlight[] {
  const hasStems = scope.namespace.textSearchConfig !== PLAIN_CONFIG;
  return files.flatMap((file) => highlight(file.id, textsOf(file, extracted.get(file.id)), text, hasStems));
}

const textsOf = (file: MediaFile, text = ''): SearchableTexts => ({
  title: file.title,
  alt: Object.values(file.alt).join(' · '),
  caption: file.caption,
  tags: file.tags.map(({ name }) => name).join(' · '),
  filename: file.originalFilename,
  description: file.description,
  text,
});
