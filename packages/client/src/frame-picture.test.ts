import { describe, expect, it } from 'vitest';
import { framePicture, parseAspect, wholePicture } from './frame-picture.ts';

const landscape = { width: 4000, height: 2000 };

describe('framePicture', () => {
  it('shows the whole picture in a frame of its own ratio', () => {
    expect(framePicture(landscape, 2)).toEqual(wholePicture);
  });

  it('takes a square from the middle when nobody said what matters', () => {
    expect(framePicture(landscape, 1)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
  });

  it('moves with the focal point and stops at the edge', () => {
    expect(framePicture({ ...landscape, focalPoint: { x: 0.6, y: 0.5 } }, 1).x).toBeCloseTo(0.35);
    expect(framePicture({ ...landscape, focalPoint: { x: 0.98, y: 0.5 } }, 1).x).toBeCloseTo(0.5);
  });

  it('never shows what the crop cut off', () => {
    const crop = { x: 0.5, y: 0.5, width: 0.5, height: 0.5 };
    const part = framePicture({ ...landscape, crop, focalPoint: { x: 0, y: 0 } }, 1);
    expect(part).toEqual({ x: 0.5, y: 0.5, width: 0.25, height: 0.5 });
  });

  it('keeps the ratio of a tall frame in pixels', () => {
    const part = framePicture(landscape, 9 / 16);
    expect((part.width * 4000) / (part.height * 2000)).toBeCloseTo(9 / 16);
  });
});

describe('parseAspect', () => {
  it('reads width to height', () => {
    expect(parseAspect('16:9')).toBeCloseTo(1.7778, 4);
    expect(parseAspect(undefined)).toBeUndefined();
  });

  it('says what it wants instead of a frame without height', () => {
    expect(() => parseAspect('wide')).toThrow('write width:height');
  });
});
