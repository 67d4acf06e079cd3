import { expect, test } from 'vitest';
import { slugOfFilename, titleOfFilename } from './name-file.ts';

test.each([
  ['hero-banner_v2.JPG', 'Hero banner v2', 'hero-banner-v2'],
  ['IMG_0001.jpg', 'IMG 0001', 'img-0001'],
  ['Пейзаж у реки.png', 'Пейзаж у реки', 'peyzazh-u-reki'],
  ['Überraschung für Åse.webp', 'Überraschung für Åse', 'ueberraschung-fuer-ase'],
  ['.png', 'Png', 'png'],
  ['---.gif', 'File', 'file'],
  ['', 'File', 'file'],
  ['archive.tar.gz', 'Archive.tar', 'archive-tar'],
  ['no extension', 'No extension', 'no-extension'],
  ['a\u0000b\r\nc.txt', 'A b c', 'a-b-c'],
])('names %j %j with the slug %j', (filename, title, slug) => {
  expect(titleOfFilename(filename)).toBe(title);
  expect(slugOfFilename(filename)).toBe(slug);
});

test('keeps titles and slugs short enough for their columns, whatever is sent', () => {
  for (const name of ['a'.repeat(5000), '😀'.repeat(400), 'é'.repeat(600), '\ud800x']) {
    expect(titleOfFilename(name).length).toBeLessThanOrEqual(255);
    expect(titleOfFilename(name).isWellFormed()).toBe(true);
    expect(slugOfFilename(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(slugOfFilename(name).length).toBeLessThanOrEqual(240);
  }
});
