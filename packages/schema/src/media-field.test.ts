import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { MediaValue } from './media.ts';
import { aspectRatioOf, mediaField } from './media-field.ts';

const mediaId = '01936b2a-7c4e-7000-8000-000000000001';
const photo = {
  kind: 'image',
  mimeType: 'image/jpeg',
  originalFilename: 'reading-room.jpg',
  sizeBytes: 8_400_000,
  width: 1200,
  height: 800,
  damaged: false,
} as const;

describe('mediaField', () => {
  const hero = mediaField({ kind: 'image', aspect: '16:9', minWidth: 1600, alt: 'required', required: true });

  it('says what is and what is wanted when a picture is too small', () => {
    expect(hero.problemsOf(photo)).toEqual([
      {
        rule: 'width',
        message: 'reading-room.jpg is 1200 px wide. This field needs at least 1600 px.',
      },
    ]);
  });

  it('has nothing against a picture that keeps every rule', () => {
    expect(hero.problemsOf({ ...photo, width: 1600, height: 900 })).toEqual([]);
  });

  it('leaves a wrong aspect to the crop', () => {
    expect(hero.problemsOf({ ...photo, width: 4000, height: 4000 })).toEqual([]);
  });

  it('names every rule that a file breaks', () => {
    const strict = mediaField({
      kind: 'image',
      mimeTypes: ['image/png'],
      maxBytes: 1_000_000,
      minHeight: 900,
    });
    const clip = { ...photo, kind: 'video', mimeType: 'video/mp4', damaged: true } as const;
    expect(strict.problemsOf(clip).map(({ rule }) => rule)).toEqual([
      'kind',
      'type',
      'size',
      'height',
      'damaged',
    ]);
  });

  it('does not hold unknown dimensions against a file', () => {
    expect(hero.problemsOf({ ...photo, width: null, height: null })).toEqual([]);
  });

  it('takes files of several kinds', () => {
    const field = mediaField({ kind: ['audio', 'video'] });
    expect(field.kinds).toEqual(['audio', 'video']);
    expect(field.problemsOf(photo).map(({ rule }) => rule)).toEqual(['kind']);
    expect(field.problemsOf({ ...photo, kind: 'audio', mimeType: 'audio/mpeg' })).toEqual([]);
  });

  it('wants an alt text or the word that there is none to give', () => {
    expect(hero.schema.safeParse({ mediaId }).success).toBe(false);
    expect(hero.schema.safeParse({ mediaId, alt: '   ' }).success).toBe(false);
    expect(hero.schema.safeParse({ mediaId, alt: 'A reading room' }).success).toBe(true);
    expect(hero.schema.safeParse({ mediaId, decorative: true }).success).toBe(true);
  });

  it('lets an optional field be empty and a required one not', () => {
    expect(mediaField({}).schema.safeParse(null).success).toBe(true);
    expect(hero.schema.safeParse(null).success).toBe(false);
  });

  it('counts what a field of several holds', () => {
    const several = mediaField({ multiple: true, minItems: 1, maxItems: 2 }).schema;
    const count = (length: number) => several.safeParse(Array.from({ length }, () => ({ mediaId }))).success;
    expect([0, 1, 2, 3].map(count)).toEqual([false, true, true, false]);
    expect(mediaField({ multiple: true, required: true }).schema.safeParse([]).success).toBe(false);
  });

  it('gives the host the type of what is stored', () => {
    const optional = mediaField({ kind: 'image' });
    const several = mediaField({ kind: 'image', multiple: true });
    expectTypeOf<z.infer<typeof hero.schema>>().toEqualTypeOf<MediaValue>();
    expectTypeOf<z.infer<typeof optional.schema>>().toEqualTypeOf<MediaValue | null>();
    expectTypeOf<z.infer<typeof several.schema>>().toEqualTypeOf<MediaValue[]>();
    expect(several.schema.parse([])).toEqual([]);
  });

  it('refuses an aspect that is none when the field is described, not when it is used', () => {
    expect(() => mediaField({ aspect: '16:0' })).toThrow('write width:height, such as 16:9');
  });
});

describe('aspectRatioOf', () => {
  it('divides width by height', () => {
    expect(aspectRatioOf({ aspect: '4:3' })).toBeCloseTo(1.3333, 4);
    expect(aspectRatioOf({})).toBeUndefined();
  });
});
