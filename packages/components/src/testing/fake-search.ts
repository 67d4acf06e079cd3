import {
  type Highlight,
  type MediaFile,
  parseSearchQuery,
  printSearchQuery,
  type SavedSearch,
  SavedSearchId,
  type SearchNode,
  type Suggestions,
  type TextPart,
} from '@vitrine/schema';
import { facetsOf } from './fake-facets.ts';
import { FakeError, type FakeLibrary } from './fake-library.ts';
import type { FakeProcedures } from './fake-procedures.ts';
import { listFakeMedia } from './list-fake-media.ts';
import { matchFakeMedia } from './match-fake-media.ts';
import { fold, textOf } from './matches-search.ts';

export function fakeSearch(library: FakeLibrary): FakeProcedures['search'] {
  return {
    query: (input) => {
      const typed = input.search ?? '';
      const { problems } = parseSearchQuery(typed);
      const page = listFakeMedia(library, input);
      const didYouMean = page.total.value < 3 ? correct(library, typed) : null;
      const corrected = didYouMean === null ? null : listFakeMedia(library, { ...input, search: didYouMean });
      const isCorrected = page.total.value === 0 && (corrected?.total.value ?? 0) > 0;
      const shown = isCorrected && corrected ? corrected : page;
      const highlights = shown.items.flatMap((file) =>
        highlightsOf(file, isCorrected ? (didYouMean ?? typed) : typed),
      );
      return {
        ...shown,
        highlights,
        didYouMean: corrected?.total.value ? didYouMean : null,
        isCorrected,
        problems,
      };
    },
    suggest: ({ text, limit }) => suggest(library, text, limit),
    facets: (input) => facetsOf(library, input),
    saved: savedSearches(library),
  };
}

function suggest(library: FakeLibrary, text: string, limit: number): Suggestions {
  const last = fold(text.trim().split(/\s+/).at(-1) ?? '');
  if (last === '') return { tags: [], collections: [], titles: [] };
  const begins = (name: string) =>
    fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.startsWith(last)) || fold(name).startsWith(last);
  return {
    tags: library.tags.filter(({ name }) => begins(name)).slice(0, limit),
    collections: library.collections.filter(({ title }) => begins(title)).slice(0, limit),
    titles: matchFakeMedia(library, { state: 'live' })
      .filter(({ title }) => begins(title))
      .slice(0, limit),
  };
}

const wordLeaves = (text: string) =>
  parseSearchQuery(text).terms.flatMap(({ leaf, isNegated }) =>
    !isNegated && (leaf.type === 'word' || leaf.type === 'phrase') ? [leaf] : [],
  );

/** Cuts a text where what was searched for stands, at the beginning of words. */
function cut(text: string, words: readonly string[]): TextPart[] {
  const parts: TextPart[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ text: plain, isMatch: false });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const isStart = at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
    const word = isStart ? words.find((one) => fold(text.slice(at, at + one.length)) === one) : undefined;
    if (word) {
      flush();
      parts.push({ text: text.slice(at, at + word.length), isMatch: true });
      at += word.length;
    } else {
      plain += text.charAt(at);
      at += 1;
    }
  }
  flush();
  return parts;
}

function highlightsOf(file: MediaFile, search: string): Highlight[] {
  const words = wordLeaves(search).map(({ text }) => fold(text));
  if (words.length === 0) return [];
  const fields = [
    ['description', file.description],
    ['alt', Object.values(file.alt)[0] ?? ''],
    ['caption', file.caption],
    ['tags', file.tags.map(({ name }) => name).join(', ')],
    ['filename', file.originalFilename],
  ] as const;
  const hit = (parts: readonly TextPart[]) => parts.some(({ isMatch }) => isMatch);
  const title = cut(file.title, words);
  const other = fields
    .map(([field, text]) => ({ mediaId: file.id, field, parts: cut(text, words) }))
    .find(({ parts }) => hit(parts));
  return [
    ...(hit(title) ? [{ mediaId: file.id, field: 'title' as const, parts: title }] : []),
    ...(other ? [other] : []),
  ];
}

/** The search with each word that nothing has replaced by the nearest one that something has; null where that changes
 *  nothing. */
function correct(library: FakeLibrary, search: string): string | null {
  const { root } = parseSearchQuery(search);
  if (!root) return null;
  const words = new Set([...library.files.values()].flatMap((file) => textOf(file).split(/[^\p{L}\p{N}]+/u)));
  const mend = (node: SearchNode): SearchNode => {
    if (node.type === 'and' || node.type === 'or') return { ...node, nodes: node.nodes.map(mend) };
    if (node.type === 'not') return { ...node, node: mend(node.node) };
    if (node.type !== 'word' || words.has(fold(node.text))) return node;
    const [near] = [...words]
      .map((word) => ({ word, away: distance(word, fold(node.text)) }))
      .filter(({ word, away }) => word.length > 3 && away <= 2)
      .sort((a, b) => a.away - b.away);
    return near ? { type: 'word', text: near.word, isPrefix: false } : node;
  };
  const mended = printSearchQuery(mend(root)).trim();
  return mended === search.trim() || mended === printSearchQuery(root).trim() ? null : mended;
}

/** Letters to add, to take away or to change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function savedSearches(library: FakeLibrary): FakeProcedures['search']['saved'] {
  const find = (id: SavedSearchId): SavedSearch => {
    const found = library.savedSearches.find((search) => search.id === id);
    if (!found) throw new FakeError('not-found', 'There is no such saved search.');
    return found;
  };
  return {
    list: () => [...library.savedSearches].sort((a, b) => a.name.localeCompare(b.name)),
    create: ({ name, query, sort, isShared }) => {
      if (library.savedSearches.some((search) => search.isOwn && search.name === name)) {
        throw new FakeError('conflict', `You have a saved search “${name}” already.`);
      }
      const now = new Date().toISOString();
      const saved: SavedSearch = {
        id: SavedSearchId.parse(library.nextId()),
        name,
        query,
        sort: sort ?? null,
        isShared,
        isOwn: true,
        createdAt: now,
        updatedAt: now,
      };
      library.savedSearches.push(saved);
      library.emit('saved-search.changed', [saved.id]);
      return saved;
    },
    update: ({ id, ...values }) => {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
      const changed: SavedSearch = { ...find(id), ...given, updatedAt: new Date().toISOString() };
      library.savedSearches = library.savedSearches.map((search) => (search.id === id ? changed : search));
      library.emit('saved-search.changed', [id]);
      return changed;
    },
    delete: ({ id }) => {
      find(id);
      library.savedSearches = library.savedSearches.filter((search) => search.id !== id);
      library.emit('saved-search.changed', [id]);
      return { id };
    },
  };
}
