import { beforeEach, expect, test } from 'vitest';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { createRecentFilesStore } from './recent-files-store.ts';
import { createSearchHistoryStore } from './search-history-store.ts';

beforeEach(() => localStorage.clear());

test('remembers ten searches, the newest first and each once', () => {
  const history = createSearchHistoryStore();
  for (let index = 1; index <= 12; index += 1) history.getState().add(`word ${index}`);
  history.getState().add('word 5');
  expect(history.getState().entries).toHaveLength(10);
  expect(history.getState().entries.slice(0, 2)).toEqual(['word 5', 'word 12']);
});

test('does not remember an empty search', () => {
  const history = createSearchHistoryStore();
  history.getState().add('   ');
  expect(history.getState().entries).toEqual([]);
});

test('keeps searches for one person and library, and shows them to nobody else', () => {
  const before = createSearchHistoryStore();
  before.getState().keepUnder('library:ann');
  before.getState().add('lake');
  const after = createSearchHistoryStore();
  after.getState().keepUnder('library:ann');
  const other = createSearchHistoryStore();
  other.getState().keepUnder('library:ben');
  expect(after.getState().entries).toEqual(['lake']);
  expect(other.getState().entries).toEqual([]);
});

test('ignores what another program wrote under the same key', () => {
  localStorage.setItem('library:ann:searches', '{"broken"');
  const history = createSearchHistoryStore();
  history.getState().keepUnder('library:ann');
  expect(history.getState().entries).toEqual([]);
});

test('remembers twenty recent files, the newest first', () => {
  const recent = createRecentFilesStore();
  const ids = Array.from({ length: 22 }, (_, seed) => makeMediaFile({ seed }).id);
  for (const id of ids) recent.getState().add(id);
  expect(recent.getState().ids).toEqual(ids.slice(2).reverse());
});
