import { expect, test } from 'vitest';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { createSelectionStore } from './selection-store.ts';

const [first, second, third] = [1, 2, 3].map((seed) => makeMediaFile({ seed })) as [
  ReturnType<typeof makeMediaFile>,
  ReturnType<typeof makeMediaFile>,
  ReturnType<typeof makeMediaFile>,
];

test('keeps the order in which files were chosen', () => {
  const selection = createSelectionStore();
  selection.getState().add(second);
  selection.getState().add(first);
  selection.getState().add(second);
  expect(selection.getState().files).toEqual([second, first]);
});

test('refuses a file over the limit, keeps the earlier ones and says why', () => {
  const selection = createSelectionStore({ max: 2 });
  selection.getState().add(first);
  selection.getState().add(second);
  expect(selection.getState().add(third)).toBe(false);
  expect(selection.getState().files).toEqual([first, second]);
  expect(selection.getState().refusal).toEqual({ max: 2 });
  selection.getState().remove(first.id);
  expect(selection.getState().refusal).toBeNull();
});

test('refuses to be replaced by more than the limit', () => {
  const selection = createSelectionStore({ max: 2, files: [first] });
  expect(selection.getState().set([first, second, third])).toBe(false);
  expect(selection.getState().files).toEqual([first]);
});

test('a second toggle takes a file out, and clear takes all', () => {
  const selection = createSelectionStore();
  selection.getState().toggle(first);
  selection.getState().toggle(second);
  selection.getState().toggle(first);
  expect(selection.getState().files).toEqual([second]);
  selection.getState().clear();
  expect(selection.getState().files).toEqual([]);
});
