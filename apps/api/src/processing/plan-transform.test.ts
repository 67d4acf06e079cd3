import { expect, test } from 'vitest';
import { planTransform } from './plan-transform.ts';
import type { TransformRecipe } from './transform-recipe.ts';

const recipe = (change: Partial<TransformRecipe>): TransformRecipe => ({
  width: null,
  height: null,
  fit: 'inside',
  focalPoint: null,
  crop: null,
  format: 'webp',
  quality: 80,
  effort: 2,
  ...change,
});
const source = { width: 4000, height: 3000 };
const whole = { left: 0, top: 0, ...source };

test('one side gives the other, and a box holds the whole picture', () => {
  expect(planTransform(source, recipe({ width: 400 }))).toMatchObject({
    part: whole,
    size: { width: 400, height: 300 },
  });
  expect(planTransform(source, recipe({ height: 300 })).size).toEqual({ width: 400, height: 300 });
  expect(planTransform(source, recipe({ width: 400, height: 100 })).size).toEqual({
    width: 133,
    height: 100,
  });
});

test('nothing is enlarged', () => {
  const small = { width: 100, height: 50 };
  expect(planTransform(small, recipe({ width: 400 })).size).toEqual(small);
  expect(planTransform(small, recipe({ width: 400, height: 400, fit: 'cover' })).size).toEqual({
    width: 50,
    height: 50,
  });
  expect(planTransform(small, recipe({ width: 400, height: 400, fit: 'contain' }))).toMatchObject({
    size: small,
    canvas: { width: 100, height: 100 },
  });
});

test('cover takes the largest part around the focal point, within the picture and the crop', () => {
  const square = { width: 300, height: 300, fit: 'cover' as const };
  const at = (x: number, y: number, crop: TransformRecipe['crop'] = null) =>
    planTransform(source, recipe({ ...square, focalPoint: { x, y }, crop })).part;
  expect(at(0.5, 0.5)).toEqual({ left: 500, top: 0, width: 3000, height: 3000 });
  expect(at(0, 0)).toEqual({ left: 0, top: 0, width: 3000, height: 3000 });
  expect(at(1, 1)).toEqual({ left: 1000, top: 0, width: 3000, height: 3000 });
  expect(at(0, 0, { x: 0.5, y: 0.5, width: 0.5, height: 0.5 })).toEqual({
    left: 2000,
    top: 1500,
    width: 1500,
    height: 1500,
  });
});

test('contain leaves the edges empty', () => {
  expect(planTransform(source, recipe({ width: 400, height: 400, fit: 'contain' }))).toEqual({
    part: whole,
    size: { width: 400, height: 300 },
    canvas: { width: 400, height: 400 },
  });
});

test('no more comes out than can be coded, however tall the picture is', () => {
  const page = { width: 1280, height: 20_000 };
  expect(planTransform(page, recipe({ width: 1280 })).size).toEqual({ width: 1036, height: 16_191 });
  expect(planTransform(page, recipe({ width: 1280, format: 'avif' })).size).toEqual({
    width: 620,
    height: 9682,
  });
  const line = { width: 50_000, height: 20 };
  expect(planTransform(line, recipe({ height: 20 })).size).toEqual({ width: 16_383, height: 7 });
  const square = { width: 4096, height: 4096, fit: 'contain' as const };
  expect(planTransform({ width: 9000, height: 9000 }, recipe(square)).canvas).toEqual({
    width: 4096,
    height: 4096,
  });
});

test('a picture of one pixel, and a crop of less than one, still have a pixel', () => {
  expect(
    planTransform({ width: 1, height: 1 }, recipe({ width: 10, height: 4000, fit: 'cover' })).size,
  ).toEqual({
    width: 1,
    height: 1,
  });
  const sliver = recipe({ width: 10, crop: { x: 1, y: 1, width: 0.0001, height: 0.0001 } });
  expect(planTransform({ width: 20, height: 20 }, sliver).part).toEqual({
    left: 19,
    top: 19,
    width: 1,
    height: 1,
  });
});
