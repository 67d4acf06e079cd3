import { expect, test } from 'vitest';
import { createEntryNames } from './name-entry.ts';

const namesOf = (filenames: readonly string[]) => filenames.map(createEntryNames());

test('names are kept, and the same ones numbered', () => {
  expect(
    namesOf(['photo.jpg', 'photo.jpg', 'Photo.JPG', 'photo (2).jpg', 'photo.jpg', 'README', 'README']),
  ).toEqual([
    'photo.jpg',
    'photo (2).jpg',
    'Photo (3).JPG',
    'photo (2) (2).jpg',
    'photo (4).jpg',
    'README',
    'README (2)',
  ]);
});

test('twelve of the same name are twelve files', () => {
  const names = namesOf(Array.from({ length: 12 }, () => 'übersicht.pdf'));
  expect(new Set(names).size).toBe(12);
  expect(names.at(-1)).toBe('übersicht (12).pdf');
});

test('names that are one to some file systems are numbered too', () => {
  expect(namesOf(['caf\u00e9.txt', 'cafe\u0301.txt', 'CAF\u00c9.txt'])).toEqual([
    'café.txt',
    'café (2).txt',
    'CAFÉ (3).txt',
  ]);
});

test.each([
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['C:\\temp\\a.txt', 'C__temp_a.txt'],
  ['line\nbreak\0.txt', 'line_break_.txt'],
  ['  dots. . ', 'dots'],
  ['..', 'file'],
  ['', 'file'],
  ['.htaccess', '.htaccess'],
])('%j is packed as %j', (filename, name) => {
  expect(namesOf([filename])).toEqual([name]);
});

test('a very long name is cut before its extension, between characters', () => {
  const [name = ''] = namesOf([`${'写'.repeat(250)}.jpeg`]);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
  expect(name).toMatch(/^写+\.jpeg$/);
});
