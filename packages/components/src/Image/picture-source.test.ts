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

const id = '01936b2a-7c4e-7000-8000-000000000001';
const served = { url: `/i/-/small/${id}@1.webp`, width: 150, height: 100 };

describe('pictureSource', () => {
  it('offers every size that there is with its width', () => {
    expect(pictureSource(photo())).toEqual({
      src: '/i/large.webp',
      srcSet: '/i/small.webp 150w, /i/medium.webp 300w, /i/large.webp 800w',
    });
  });

  it('has other widths made by the server', () => {
    const source = pictureSource(photo({ thumbnails: { small: served, medium: null, large: null } }));
    expect(source?.srcSet).toContain(`/i/-/w_1280/${id}@1.auto 1280w, `);
    expect(source?.srcSet).toMatch(/2560w$/);
  });

  it.each([
    [700, `/i/-/w_960/${id}@1.auto`],
    [140, served.url],
  ])('never shows the original of a photograph, also of one %i pixels wide', (width, src) => {
    const small = { ...served, width: Math.min(width, 150) };
    const file = photo({ width, thumbnails: { small, medium: null, large: null } });
    const source = pictureSource(file);
    expect(source?.src).toBe(src);
    expect(source?.srcSet ?? '').not.toContain('lake.jpg');
  });

  it('shows the original where nothing is made of it, if browsers show it', () => {
    const thumbnails = { small: null, medium: null, large: null };
    expect(pictureSource(photo({ thumbnails }))).toEqual({ src: '/files/lake.jpg' });
    expect(pictureSource(photo({ thumbnails, mimeType: 'image/heic' }))).toBeNull();
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
