import { defaultAllowedTypes } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { acceptOf, checkFile, type UploadLimits } from './check-file.ts';

const MiB = 1024 * 1024;
const limits = (change: Partial<UploadLimits> = {}): UploadLimits => ({
  server: { maxFileBytes: 100 * MiB, maxBytesByKind: {}, allowedTypes: defaultAllowedTypes() },
  mediaTypes: [],
  mimeTypes: [],
  maxBytes: null,
  ...change,
});

/** A file that says it has `sizeBytes`, without having them. */
function fileOf(name: string, type: string, sizeBytes = 10): File {
  const file = new File(['content'], name, { type });
  Object.defineProperty(file, 'size', { value: sizeBytes });
  return file;
}

test('takes what the library takes', () => {
  expect(checkFile(fileOf('lake.jpg', 'image/jpeg'), limits())).toBeNull();
  expect(checkFile(fileOf('LAKE.JPEG', 'image/pjpeg'), limits())).toBeNull();
  expect(checkFile(fileOf('notes.md', ''), limits())).toBeNull();
});

test('refuses an empty file', () => {
  expect(checkFile(fileOf('lake.jpg', 'image/jpeg', 0), limits())).toEqual({ rule: 'empty' });
});

test('refuses a type that the library does not take', () => {
  expect(checkFile(fileOf('poster.psd', 'image/vnd.adobe.photoshop'), limits())).toEqual({ rule: 'type' });
  expect(checkFile(fileOf('no-extension', ''), limits())).toEqual({ rule: 'type' });
});

test('refuses a type that this server was told not to take', () => {
  const server = { maxFileBytes: 100 * MiB, maxBytesByKind: {}, allowedTypes: { image: ['image/png'] } };
  expect(checkFile(fileOf('lake.jpg', 'image/jpeg'), limits({ server }))).toEqual({ rule: 'type' });
});

test('refuses a name that contradicts the type', () => {
  expect(checkFile(fileOf('lake.jpg', 'video/mp4'), limits())).toEqual({
    rule: 'extension',
    mimeType: 'video/mp4',
  });
});

test('refuses a kind that this place does not take, and says which it takes', () => {
  expect(checkFile(fileOf('film.mp4', 'video/mp4'), limits({ mediaTypes: ['image'] }))).toEqual({
    rule: 'kind',
    kinds: ['image'],
  });
});

test('the smallest of the limits counts', () => {
  const large = fileOf('walk.mov', 'video/quicktime', 212 * MiB);
  expect(checkFile(large, limits())).toEqual({ rule: 'size', limitBytes: 100 * MiB });
  expect(checkFile(large, limits({ maxBytes: 5 * MiB }))).toEqual({ rule: 'size', limitBytes: 5 * MiB });
  const server = {
    maxFileBytes: 400 * MiB,
    maxBytesByKind: { video: 300 * MiB },
    allowedTypes: defaultAllowedTypes(),
  };
  expect(checkFile(large, limits({ server }))).toBeNull();
});

test('before the server has said its limits the defaults hold', () => {
  expect(checkFile(fileOf('lake.jpg', 'image/jpeg', 101 * MiB), limits({ server: null }))).toEqual({
    rule: 'size',
    limitBytes: 100 * MiB,
  });
});

test('the file dialog offers what is taken', () => {
  expect(acceptOf(limits())).toBe('');
  expect(acceptOf(limits({ mediaTypes: ['audio'] }))).toContain('audio/mpeg');
  expect(acceptOf(limits({ mimeTypes: ['image/png'] }))).toBe('image/png');
});
