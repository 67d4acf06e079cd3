import type { MediaFile } from '@vitrine/schema';
import { describe, expect, it } from 'vitest';
import { makeMediaFile } from '../testing/index.ts';
import { altText } from './alt-text.ts';
import { enlargeSizes, pictureSource } from './picture-source.ts';

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

describe('enlargeSizes', () => {
  it('asks for a wider picture where only a part of it is shown', () => {
    expect(enlargeSizes('(min-width: 800px) 760px, 100vw', 0.5)).toBe(
      '(min-width: 800px) calc(760px / 0.5000), calc(100vw / 0.5000)',
    );
    expect(enlargeSizes('calc(100vw - 2rem)', 0.25)).toBe('calc(calc(100vw - 2rem) / 0.2500)');
    expect(enlargeSizes('100vw', 1)).toBe('100vw');
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
