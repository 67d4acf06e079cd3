import { expect, test } from 'vitest';
import { arabicMessages } from './arabic-messages.ts';
import { browserMessages } from './browser-messages.ts';
import { countPages } from './count-arabic.ts';
import { editorMessages } from './editor-messages.ts';
import { findMessages } from './find-messages.ts';
import { libraryMessages } from './library-messages.ts';
import { lifeMessages } from './life-messages.ts';
import { englishMessages } from './messages.ts';
import { searchMessages } from './search-messages.ts';
import { statsMessages } from './stats-messages.ts';
import { workMessages } from './work-messages.ts';

test('no two parts of the kit use the same key', () => {
  const all = [
    browserMessages,
    libraryMessages,
    searchMessages,
    lifeMessages,
    editorMessages,
    workMessages,
    findMessages,
    statsMessages,
  ];
  const parts = all.flatMap((part) => Object.keys(part));
  const twice = parts.filter((key, index) => parts.indexOf(key) !== index);
  expect(twice).toEqual([]);
});

test('a translation has texts where the original has texts, and functions where it has functions', () => {
  const wrong = Object.entries(arabicMessages).filter(
    ([key, text]) => typeof text !== typeof englishMessages[key as keyof typeof englishMessages],
  );
  expect(wrong).toEqual([]);
});

test('Arabic leaves nothing in English', () => {
  const missing = Object.keys(englishMessages).filter((key) => !(key in arabicMessages));
  expect(missing).toEqual([]);
});

test('Arabic counts one, two, a few and many', () => {
  expect([1, 2, 3, 11].map((count) => countPages(count, String(count)))).toEqual([
    'صفحة واحدة',
    'صفحتين',
    '3 صفحات',
    '11 صفحة',
  ]);
});
