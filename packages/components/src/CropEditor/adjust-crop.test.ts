import { wholePicture } from '@vitrine/client';
import { Crop } from '@vitrine/schema';
import { describe, expect, it } from 'vitest';
import { clampFocalPoint, cropToRatio, resizeCrop, storedCrop } from './adjust-crop.ts';

const picture = { width: 4000, height: 2000 };

describe('cropToRatio', () => {
  it('takes the largest part around the middle of the crop before', () => {
    const before = { x: 0.5, y: 0, width: 0.25, height: 1 };
    expect(cropToRatio(picture, before, 1)).toEqual({ x: 0.375, y: 0, width: 0.5, height: 1 });
  });
});

describe('resizeCrop', () => {
  it('lets the other side follow a held ratio', () => {
    const crop = resizeCrop(picture, wholePicture, { side: 'width', pixels: 1600, ratio: 16 / 9 });
    expect(crop.width * 4000).toBeCloseTo(1600);
    expect(crop.height * 2000).toBeCloseTo(900);
  });

  it('changes one side alone where no ratio is held', () => {
    const crop = resizeCrop(picture, wholePicture, { side: 'height', pixels: 500, ratio: undefined });
    expect(crop).toEqual({ x: 0, y: 0.375, width: 1, height: 0.25 });
  });

  it('stays inside the picture and keeps the ratio when too much is asked for', () => {
    const crop = resizeCrop(picture, wholePicture, { side: 'width', pixels: 9000, ratio: 1 });
    expect(crop).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
    const corner = { x: 0.9, y: 0.9, width: 0.1, height: 0.1 };
    const wider = resizeCrop(picture, corner, { side: 'width', pixels: 2000, ratio: undefined });
    expect(wider.x + wider.width).toBeLessThanOrEqual(1);
  });
});

describe('storedCrop', () => {
  it('is nothing for the whole picture', () => {
    expect(storedCrop(wholePicture)).toBeUndefined();
  });

  it('never leaves the picture by a rounding error', () => {
    const stored = storedCrop({ x: 0.333333333, y: 0, width: 0.666666668, height: 1 });
    expect(Crop.parse(stored)).toEqual({ x: 0.33333, y: 0, width: 0.66667, height: 1 });
  });
});

describe('clampFocalPoint', () => {
  it('keeps a dragged point on the picture', () => {
    expect(clampFocalPoint({ x: -0.2, y: 1.4 })).toEqual({ x: 0, y: 1 });
  });
});
