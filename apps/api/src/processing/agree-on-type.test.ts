import { expect, test } from 'vitest';
import { agreeOnType } from './agree-on-type.ts';

const agree = (
  filename: string,
  sniffedMimeType: string | null,
  declaredMimeType?: string,
  allowedTypes?: string[],
) => agreeOnType({ filename, sniffedMimeType, declaredMimeType, allowedTypes });

test.each([
  ['hero.JPG', 'image/jpeg', 'image/jpeg', 'image', 'image/jpeg', 'jpg'],
  ['hero.jpeg', 'image/jpeg', 'image/jpg', 'image', 'image/jpeg', 'jpg'],
  ['clip.avi', 'video/vnd.avi', 'video/avi', 'video', 'video/x-msvideo', 'avi'],
  ['tone.wav', 'audio/wav', 'audio/x-wav', 'audio', 'audio/wav', 'wav'],
  ['film.mov', 'video/mp4', 'video/quicktime', 'video', 'video/quicktime', 'mov'],
  ['song.m4a', 'video/mp4', 'audio/x-m4a', 'audio', 'audio/mp4', 'm4a'],
  ['list.csv', 'text/plain', 'application/vnd.ms-excel', 'document', 'text/csv', 'csv'],
  ['read.me.md', 'text/plain', 'text/markdown; charset=utf-8', 'document', 'text/markdown', 'md'],
  ['note.txt', 'application/xml', 'text/plain', 'document', 'text/plain', 'txt'],
  ['no extension', 'image/png', 'image/png', 'image', 'image/png', 'png'],
  ['unknown.png', 'image/png', 'application/octet-stream', 'image', 'image/png', 'png'],
  ['undeclared.png', 'image/png', undefined, 'image', 'image/png', 'png'],
])(
  '%s with content %s, declared as %s, is one %s',
  (filename, sniffed, declared, kind, mimeType, extension) => {
    expect(agree(filename, sniffed, declared)).toEqual({ kind, mimeType, extension });
  },
);

test.each([
  [
    'an extension that is not known',
    'setup.exe',
    'image/png',
    'image/png',
    'upload.extension-refused',
    'unknown-extension',
  ],
  [
    'a double extension',
    'cat.jpg.php',
    'image/jpeg',
    'image/jpeg',
    'upload.extension-refused',
    'unknown-extension',
  ],
  [
    'a text behind .jpg',
    'cat.jpg',
    'text/plain',
    'image/jpeg',
    'upload.extension-refused',
    'content-differs',
  ],
  ['a PNG behind .jpg', 'cat.jpg', 'image/png', 'image/jpeg', 'upload.extension-refused', 'content-differs'],
  [
    'an SVG behind .txt',
    'cat.txt',
    'image/svg+xml',
    'text/plain',
    'upload.extension-refused',
    'content-differs',
  ],
  [
    'a program behind .pdf',
    'cat.pdf',
    'application/x-elf',
    'application/pdf',
    'upload.extension-refused',
    'unknown-content',
  ],
  [
    'an archive behind .docx',
    'a.docx',
    'application/zip',
    undefined,
    'upload.extension-refused',
    'unknown-content',
  ],
  [
    'no known bytes behind .pdf',
    'cat.pdf',
    null,
    'application/pdf',
    'upload.extension-refused',
    'unknown-content',
  ],
  ['no known bytes behind .png', 'cat.png', null, 'image/png', 'upload.invalid-image', 'unknown-content'],
  ['XML without a name', 'laughs', 'application/xml', undefined, 'upload.mime-refused', 'unknown-content'],
  ['another type declared', 'cat.png', 'image/png', 'image/jpeg', 'upload.mime-refused', 'declared-differs'],
  [
    'a type declared that nobody knows',
    'cat.png',
    'image/png',
    'x/y',
    'upload.mime-refused',
    'declared-differs',
  ],
])('%s is refused', (_, filename, sniffed, declared, code, reason) => {
  expect(() => agree(filename, sniffed, declared)).toThrow(
    expect.objectContaining({ code, details: expect.objectContaining({ reason }) }),
  );
});

test('a library takes only what it is set to, whatever alias the setting uses', () => {
  expect(agree('a.png', 'image/png', 'image/png', ['image/x-png']).mimeType).toBe('image/png');
  expect(() => agree('a.gif', 'image/gif', 'image/gif', ['image/png'])).toThrow(
    expect.objectContaining({
      code: 'upload.mime-refused',
      details: { reason: 'not-taken-here', mimeType: 'image/gif' },
    }),
  );
});

test('a refusal says what is wrong and what to do', () => {
  expect(() => agree('cat.jpg', 'text/plain')).toThrow(
    'The name ends in .jpg, but the content is text/plain.',
  );
});
