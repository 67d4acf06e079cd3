import { describe, expect, it } from 'vitest';
import { defaultAllowedTypes, MediaKind, mediaKinds, typeOfFilename, typeOfMime } from './media-kinds.ts';

const entries = MediaKind.options.flatMap((kind) =>
  Object.entries(
    mediaKinds[kind].types as Record<string, { extensions: readonly string[]; aliases?: readonly string[] }>,
  ).map(([mimeType, type]) => ({ kind, mimeType, ...type })),
);

describe('media kinds', () => {
  it('know each MIME name and each extension once', () => {
    const names = entries.flatMap(({ mimeType, aliases = [] }) => [mimeType, ...aliases]);
    const extensions = entries.flatMap((entry) => [...entry.extensions]);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(extensions).size).toBe(extensions.length);
  });

  it('write names and extensions in lower case, extensions without the dot', () => {
    for (const { mimeType, extensions } of entries) {
      expect(mimeType).toBe(mimeType.toLowerCase());
      for (const extension of extensions) expect(extension).toMatch(/^[a-z0-9]+$/);
    }
  });

  it('hold the default limit of 100 MiB', () => {
    for (const kind of MediaKind.options) expect(mediaKinds[kind].maxBytes).toBe(104_857_600);
  });

  it('refuse archives and programs', () => {
    for (const name of ['a.zip', 'a.tar', 'a.exe', 'a.html', 'a.js', 'zip', 'a.']) {
      expect(typeOfFilename(name)).toBeUndefined();
    }
    expect(typeOfMime('application/zip')).toBeUndefined();
    expect(typeOfMime('text/html')).toBeUndefined();
  });
});

describe('typeOfMime', () => {
  it('reads an alias as the type it stands for', () => {
    expect(typeOfMime('video/avi')?.mimeType).toBe('video/x-msvideo');
    expect(typeOfMime('audio/x-wav')?.mimeType).toBe('audio/wav');
    expect(typeOfMime('image/jpg')?.kind).toBe('image');
  });

  it('does not care about case, space or parameters', () => {
    expect(typeOfMime(' Text/Plain; charset=UTF-8 ')?.mimeType).toBe('text/plain');
  });
});

describe('typeOfFilename', () => {
  it('goes by the last extension, in any case', () => {
    expect(typeOfFilename('holiday.png.JPG')?.mimeType).toBe('image/jpeg');
    expect(typeOfFilename('REPORT.DOCX')?.kind).toBe('document');
  });
});

describe('defaultAllowedTypes', () => {
  it('lists every type under its kind', () => {
    const allowed = defaultAllowedTypes();
    expect(Object.keys(allowed)).toEqual(MediaKind.options);
    expect(Object.values(allowed).flat()).toEqual(entries.map(({ mimeType }) => mimeType));
  });
});
