import { expect, test } from 'vitest';
import { presentFile } from './present-file.ts';

const headerOf = (filename: string, mimeType = 'application/zip') =>
  presentFile({ mimeType, filename, cacheControl: 'no-store' }).disposition;

/** As a browser does: the extended parameter wins (RFC 6266 4.3). */
function nameIn(header: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/.exec(header)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  const [, quoted, token] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;]+))/.exec(header) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? token ?? '';
}

test.each([
  'plain.zip',
  'with blanks and; semicolons, commas.zip',
  'a "quoted" back\\slash.zip',
  "it's 100 % (really).zip",
  '%41 is no A.zip',
  'Grüße aus Köln.zip',
  '写真 2026年.zip',
  'مرحبا.zip',
  'family 👩‍👩‍👧‍👦.zip',
  'combining é and é.zip',
  'a*b?c|d<e>f.zip',
  `${'ü'.repeat(250)}.zip`,
])('a browser saves %s under this very name', (filename) => {
  const header = headerOf(filename);
  expect(header).toMatch(/^attachment; filename[*=]/);
  // Throws for what is no header: a browser would never see the file.
  expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(header);
  expect(nameIn(header)).toBe(filename);
});

test.each([
  ['line\r\nSet-Cookie: a=b.zip'],
  ['nul\0 and bell\u0007.zip'],
  ['half a pair \ud83d.zip'],
  ['../../etc/passwd'],
  [''],
])('a name that is none becomes a header all the same: %j', (filename) => {
  const header = headerOf(filename);
  expect(header).not.toMatch(/[^\x20-\x7e]/);
  expect(new Headers({ 'content-disposition': header }).has('content-disposition')).toBe(true);
});

test('only pictures, films and sound may be embedded elsewhere; of documents only PDF and SVG are shown', () => {
  const shownAs = (mimeType: string) => {
    const { disposition, resourcePolicy, policy } = presentFile({
      mimeType,
      filename: 'a',
      cacheControl: 'no-store',
    });
    return [disposition.split(';')[0], resourcePolicy, policy.includes('sandbox')];
  };
  for (const mimeType of ['image/jpeg', 'image/avif', 'video/mp4', 'audio/mpeg'])
    expect([mimeType, ...shownAs(mimeType)]).toEqual([mimeType, 'inline', 'cross-origin', true]);
  for (const mimeType of ['application/pdf', 'image/svg+xml'])
    expect([mimeType, ...shownAs(mimeType)]).toEqual([mimeType, 'inline', 'same-origin', true]);
  for (const mimeType of ['text/html', 'text/plain', 'application/zip', 'application/x-unheard-of'])
    expect([mimeType, ...shownAs(mimeType)]).toEqual([mimeType, 'attachment', 'same-origin', true]);
});
