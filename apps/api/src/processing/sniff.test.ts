import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import { compoundFile, drawAnimation, drawQuarters, writeFixture } from './draw-fixtures.ts';

const decodePool = createDecodePool({ size: 1 });
afterAll(() => decodePool.close());

const sniff = async (content: Uint8Array | string) =>
  (await decodePool.run('file.sniff', { path: await writeFixture(content) })).mimeType;

/** A box of the container that MP4, QuickTime, HEIC and AVIF share. */
const fileTypeBox = (brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\0\0\0\0${brand}mif1`),
    Buffer.alloc(64),
  ]);
const cutDocument = () => compoundFile('WordDocument', { directory: [200] }).subarray(0, 100 * 512);
const riff = (form: string) => Buffer.concat([Buffer.from(`RIFF\0\0\0\0${form}`), Buffer.alloc(64)]);

test.each<[string, string, () => Promise<Uint8Array | string> | Uint8Array | string]>([
  ['a JPEG', 'image/jpeg', () => drawQuarters().jpeg().toBuffer()],
  ['a PNG', 'image/png', () => drawQuarters().png().toBuffer()],
  ['a GIF', 'image/gif', () => drawAnimation(20, 2)],
  ['a WebP', 'image/webp', () => drawQuarters().webp().toBuffer()],
  ['an AVIF', 'image/avif', () => drawQuarters(64, 64).avif().toBuffer()],
  ['a TIFF', 'image/tiff', () => drawQuarters().tiff().toBuffer()],
  ['a HEIC', 'image/heic', () => fileTypeBox('heic')],
  ['an SVG', 'image/svg+xml', () => '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  [
    'an SVG after much else',
    'image/svg+xml',
    () => '\uFEFF<?xml version="1.0"?>\n<!-- a - b -->\n<!DOCTYPE svg>\n<svg>',
  ],
  ['an SVG with a prefix', 'image/svg+xml', () => '<s:svg xmlns:s="http://www.w3.org/2000/svg"></s:svg>'],
  ['an MP4', 'video/mp4', () => fileTypeBox('isom')],
  ['a QuickTime film', 'video/quicktime', () => fileTypeBox('qt  ')],
  ['an AVI', 'video/vnd.avi', () => riff('AVI ')],
  ['a WAV', 'audio/wav', () => riff('WAVE')],
  ['a FLAC', 'audio/flac', () => Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(64)])],
  ['a PDF', 'application/pdf', () => '%PDF-1.7\n'],
  ['a PDF with a line before it', 'application/pdf', () => '\n\n%PDF-1.4\n'],
  ['a Word document of old', 'application/msword', () => compoundFile('WordDocument')],
  [
    'a Word document of old with its directory behind the text, in two parts',
    'application/msword',
    () => compoundFile('WordDocument', { directory: [200, 90], entry: 7 }),
  ],
  ['a Word document of old whose directory lies beyond its end', 'application/x-cfb', cutDocument],
  [
    'a compound file that leads in circles',
    'application/x-cfb',
    () => compoundFile('Workbook', { directory: [5, 6, 5] }),
  ],
  ['another old Office file', 'application/x-cfb', () => compoundFile('Workbook')],
  ['plain text', 'text/plain', () => 'Dear Sir or Madam,\r\n\tthank you.'],
  ['text in UTF-16', 'text/plain', () => Buffer.from('\uFEFFGrüße', 'utf16le')],
  ['text of an old Windows machine', 'text/plain', () => Buffer.from('Stück;Preis\r\nKäse;5', 'latin1')],
  ['text that is cut within a character', 'text/plain', () => 'ä'.repeat(40_000)],
  ['text with HTML in it', 'text/plain', () => '<script>alert(1)</script>'],
  ['a billion laughs', 'application/xml', () => '<!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>'],
  ['other XML', 'application/xml', () => '<?xml version="1.0"?><note/>'],
  ['a program', 'application/x-elf', () => Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(64)])],
  ['a ZIP archive', 'application/zip', () => Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])],
])('tells %s as %s', async (_, mimeType, draw) => {
  expect(await sniff(await draw())).toBe(mimeType);
});

test('knows nothing of random bytes', async () => {
  expect(await sniff(Buffer.concat([Buffer.from([1, 0, 2]), randomBytes(4000)]))).toBeNull();
});

test('tells the size, also of nothing', async () => {
  const empty = await decodePool.run('file.sniff', { path: await writeFixture('') });
  expect(empty.sizeBytes).toBe(0);
});
