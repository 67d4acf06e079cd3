import { expect, test } from 'vitest';
import { applicableRecipes, hashRecipe, presetRecipes } from './recipes.ts';

const presetsOf = (longerSide: number) =>
  applicableRecipes(presetRecipes, longerSide).map(({ preset }) => preset);

test('small is for everything, a larger one for what is at least as large', () => {
  expect(presetsOf(10)).toEqual(['small']);
  expect(presetsOf(299)).toEqual(['small']);
  expect(presetsOf(300)).toEqual(['small', 'medium']);
  expect(presetsOf(800)).toEqual(['small', 'medium', 'large']);
});

test('the same look is the same recipe, another look another', () => {
  const [small] = presetRecipes;
  if (!small) throw new Error('There is no small preset.');
  const reordered = Object.fromEntries(Object.entries(small).reverse()) as typeof small;
  expect(hashRecipe(reordered)).toBe(hashRecipe(small));
  expect(hashRecipe({ ...small, quality: 81 })).not.toBe(hashRecipe(small));
  expect(new Set(presetRecipes.map(hashRecipe)).size).toBe(3);
});
