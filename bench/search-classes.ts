import type { BareStatement } from './bare-search-statements.ts';

/** What the loader plants: tags by number, words by how many files they are in. */
const COMMON_TAG = '01900000-0004-7000-8000-000000000000';
const RARE_TAG = '01900000-0004-7000-8000-0000000001f4';

/** Where page 2,000 begins. */
export interface DeepPage {
  /** The cursor of ours. */
  after: string;
  createdAt: string;
  mediaId: string;
}

export interface SearchClass {
  name: string;
  procedure: 'media.list' | 'search.query' | 'search.suggest' | 'search.facets';
  input: Record<string, unknown>;
  bare: BareStatement;
  /** Parameters of the bare statement after the namespace. */
  values: string[];
  /** Asked by a viewer, who sees neither staff nor private files. */
  isViewer?: boolean;
  /** Beside what the bare one does wrong on purpose: printed, no goal. */
  isForInformation?: boolean;
}

const list = (
  name: string,
  input: Record<string, unknown>,
  bare: BareStatement,
  ...values: string[]
): SearchClass => ({ name, procedure: 'media.list', input: { limit: 48, ...input }, bare, values });

/** By relevance; the last word as a beginning, as in the field. */
const search = (name: string, words: string, bare: BareStatement): SearchClass => ({
  name,
  procedure: 'search.query',
  input: { limit: 48, search: words },
  bare,
  values: [`${words.split(' ').join(' & ')}:*`],
});

const facets = (name: string, words: string | undefined, bare: BareStatement): SearchClass => ({
  name,
  procedure: 'search.facets',
  input: words === undefined ? {} : { search: words },
  bare,
  values: words === undefined ? [] : [`${words}:*`],
});

const suggest = (typed: string): SearchClass => ({
  name: `suggestions for “${typed}”`,
  procedure: 'search.suggest',
  input: { text: typed },
  bare: 'suggest',
  values: [typed],
});

/** The periods of the index in which the newest `wanted` files came, who are spread evenly over 1,500 days: see load-search.sql. */
function newestPeriods(files: number, wanted: number): string {
  const last = Math.floor(Date.now() / 86_400_000 / 16);
  const first = last - Math.ceil((Math.min(1, wanted / files) * 1500) / 16);
  return `{${Array.from({ length: last - first + 1 }, (_, n) => first + n).join(',')}}`;
}

const OLD = 'daguerreotype';

/** All that the search benchmark asks. Shares of files: lighthouse 1 %, press and office 25 %, daguerreotype the oldest 4 %. */
export const searchClasses = (files: number, { after, createdAt, mediaId }: DeepPage): SearchClass[] => [
  list('newest 48', {}, 'newest'),
  list('page 2,000 by cursor', { after }, 'after', createdAt, mediaId),
  {
    ...list('page 2,000 with tags joined before the cut', { after }, 'afterJoined', createdAt, mediaId),
    isForInformation: true,
  },
  list('a kind', { kinds: ['video'] }, 'kind', 'video'),
  list('a rare tag', { tagIds: [RARE_TAG] }, 'rareTag', RARE_TAG),
  list('a common tag', { tagIds: [COMMON_TAG] }, 'commonTag', COMMON_TAG),
  search('two rare words', 'okapi giraffe', 'ranked'),
  {
    ...search('two words, medium', 'lighthouse office', 'rankedRare'),
    values: ['lighthouse & office:*', newestPeriods(files, 107_000), 'lighthouse'],
  },
  search('two common words', 'press office', 'rankedWalked'),
  {
    ...search('one word of 1 %', 'lighthouse', 'rankedStretch'),
    values: ['lighthouse:*', newestPeriods(files, 30_000)],
  },
  search('beginning of a rare word', 'giraf', 'ranked'),
  search('beginning of a common word', 'pre', 'rankedWalked'),
  { ...search('typo', 'girafe', 'typo'), values: ['girafe'] },
  facets('facets of all', undefined, 'facetsOfAll'),
  facets('facets of a rare word', 'giraffe', 'facets'),
  facets('facets of a common word', 'press', 'facetsWalked'),
  list('total of all', { limit: 1 }, 'countOfAll'),
  list('total of a tag', { limit: 1, tagIds: [COMMON_TAG] }, 'countOfTag', COMMON_TAG),
  list(
    'total of a word',
    { limit: 1, search: 'lighthouse', sort: '-createdAt' },
    'countOfWord',
    'lighthouse:*',
    newestPeriods(files, 30_000),
  ),
  suggest('ba'),
  suggest('girl'),
  list('common word, newest first', { search: 'press', sort: '-createdAt' }, 'walkedWord', 'press:*'),
  list('word of old files, newest first', { search: OLD, sort: '-createdAt' }, 'gatheredWord', `${OLD}:*`),
  search('word of old files, by relevance', OLD, 'rankedNewest'),
  { ...list('newest 48 of a viewer', {}, 'newestOfViewer'), isViewer: true },
  { ...search('two common words of a viewer', 'press office', 'rankedOfViewer'), isViewer: true },
];
