import { expect, test } from 'vitest';
import { makeMediaFiles } from '../testing/make-media-file.ts';
import { GridKeyboard } from './grid-keyboard.ts';
import { MediaCollection } from './media-collection.ts';

function grid(columns: number, count = 10, isRightToLeft = false) {
  const files = makeMediaFiles(count);
  const collection = new MediaCollection(files);
  const keyboard = new GridKeyboard(collection, { columns, rowsOnScreen: 2, isRightToLeft });
  const id = (index: number) => files[index]?.id ?? '';
  const place = (key: string | number | null) => collection.indexOf(key);
  return { keyboard, id, place };
}

test('up and down stay in the column, left and right go on into the next row', () => {
  const { keyboard, id, place } = grid(4);
  expect(place(keyboard.getKeyBelow(id(1)))).toBe(5);
  expect(place(keyboard.getKeyAbove(id(5)))).toBe(1);
  expect(place(keyboard.getKeyRightOf(id(3)))).toBe(4);
  expect(keyboard.getKeyAbove(id(2))).toBeNull();
});

test('down into a shorter last row ends at its last tile', () => {
  const { keyboard, id, place } = grid(4);
  expect(place(keyboard.getKeyBelow(id(7)))).toBe(9);
  expect(keyboard.getKeyBelow(id(9))).toBeNull();
});

test('left and right change sides where the text runs from right to left', () => {
  const { keyboard, id, place } = grid(4, 10, true);
  expect(place(keyboard.getKeyLeftOf(id(1)))).toBe(2);
  expect(place(keyboard.getKeyRightOf(id(1)))).toBe(0);
});

test('Home and End stay in the row, with Ctrl they reach the first and the last file', () => {
  const { keyboard, id, place } = grid(4);
  expect(place(keyboard.getFirstKey(id(6)))).toBe(4);
  expect(place(keyboard.getLastKey(id(6)))).toBe(7);
  expect(place(keyboard.getLastKey(id(8)))).toBe(9);
  expect(place(keyboard.getFirstKey(id(6), true))).toBe(0);
  expect(place(keyboard.getLastKey(id(6), true))).toBe(9);
});

test('Page keys move by what is seen and stop at the ends', () => {
  const { keyboard, id, place } = grid(2);
  expect(place(keyboard.getKeyPageBelow(id(1)))).toBe(5);
  expect(place(keyboard.getKeyPageAbove(id(5)))).toBe(1);
  expect(place(keyboard.getKeyPageBelow(id(8)))).toBe(9);
  expect(place(keyboard.getKeyPageAbove(id(1)))).toBe(0);
});

test('a list goes up and down only', () => {
  const { keyboard, id } = grid(1);
  expect(keyboard.getKeyLeftOf(id(1))).toBeNull();
  expect(keyboard.getKeyRightOf(id(1))).toBeNull();
});
