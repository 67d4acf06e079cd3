import type { MediaFile } from '@vitrine/schema';
import { describe, expect, it } from 'vitest';
import { makeMediaFile } from '../testing/index.ts';
import { altText } from './alt-text.ts';
import { pictureSource } from './picture-source.ts';

const photo = (overrides: Partial<MediaFile> = {}) =>
  makeMediaFile({
    kind: 'image',
    mimeType: 'image/jpeg',
    url: '/files/lake.jpg',
    width: 6000,
    height: 4000,
    animated: false,
    thumbnails: {
      small: { url: '/i/small.webp', width: 150, height: 100 },
      medium: { url: '/i/medium.webp', width: 300, height: 200 },
      large: { url: '/i/large.webp', width: 800, height: 533 },
    },
    ...overrides,
  });

describe('pictureSource', () => {
  it('offers every size that there is with its width', () => {
    expect(pictureSource(photo())).toEqual({
      src: '/i/large.webp',
      srcSet: '/i/small.webp 150w, /i/medium.webp 300w, /i/large.webp 800w, /files/lake.jpg 6000w',
    });
  });

  it('has other widths made by the server, and leaves the original alone', () => {
    const id = '01936b2a-7c4e-7000-8000-000000000001';
    const small = { url: `/i/-/small/${id}@1.webp`, width: 150, height: 100 };
    const source = pictureSource(photo({ thumbnails: { small, medium: null, large: null } }));
    expect(source?.srcSet).toContain(`/i/-/w_1280/${id}@1.auto 1280w, `);
    expect(source?.srcSet).toMatch(/2560w$/);
    expect(source?.srcSet).not.toContain('lake.jpg');
  });

  it('leaves out an original that browsers do not show', () => {
    expect(pictureSource(photo({ mimeType: 'image/tiff' }))?.srcSet).not.toContain('lake.jpg');
  });

  it('shows the original of an animation and of a drawing', () => {
    expect(pictureSource(photo({ animated: true, mimeType: 'image/gif' }))).toEqual({
      src: '/files/lake.jpg',
    });
    expect(pictureSource(photo({ mimeType: 'image/svg+xml' }))).toEqual({ src: '/files/lake.jpg' });
  });

  it('has nothing for a file without a picture', () => {
    const thumbnails = { small: null, medium: null, large: null };
    expect(pictureSource(photo({ kind: 'audio', mimeType: 'audio/mpeg', thumbnails }))).toBeNull();
  });
});

describe('altText', () => {
  const file = { alt: { en: 'A lake', ar: 'بحيرة', 'pt-BR': '' } };
  const value = { mediaId: photo().id };

  it('prefers what was written for this place', () => {
    expect(altText({ ...value, alt: 'The lake in May' }, file, 'en')).toBe('The lake in May');
  });

  it('falls back to the library’s text in the reader’s language, then in any', () => {
    expect(altText(value, file, 'ar-EG')).toBe('بحيرة');
    expect(altText({ ...value, alt: ' ' }, file, 'pt-BR')).toBe('A lake');
  });

  it('is empty for a decorative picture', () => {
    expect(altText({ ...value, decorative: true, alt: 'left over' }, file, 'en')).toBe('');
  });
});
