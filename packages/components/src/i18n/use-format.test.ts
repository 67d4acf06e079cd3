import { expect, test } from 'vitest';
import { createFormat } from './use-format.ts';

const format = createFormat('en-US');

test('writes durations as players do', () => {
  expect([format.duration(42), format.duration(185.4), format.duration(3725)]).toEqual([
    '0:42',
    '3:05',
    '1:02:05',
  ]);
});

test('writes pixels without separators', () => {
  expect(format.dimensions({ width: 6016, height: 4016 })).toBe('6016 × 4016');
  expect(format.dimensions({ width: null, height: null })).toBe('');
});

test('names a type as people know it', () => {
  expect(format.type({ mimeType: 'image/jpeg', originalFilename: 'a.jpeg' })).toBe('JPEG');
  expect(format.type({ mimeType: 'application/pdf', originalFilename: 'a.pdf' })).toBe('PDF');
  expect(format.type({ mimeType: 'application/x-unknown', originalFilename: 'a.xyz' })).toBe('XYZ');
});

test('says how long ago in the words of the language', () => {
  const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000).toISOString();
  expect(format.relative(twoHoursAgo)).toMatch(/2\s?h/);
  expect(format.relative(new Date(Date.now() - 30 * 3_600_000).toISOString())).toBe('yesterday');
});

test('uses one digit system per screen', () => {
  expect(createFormat('ar-u-nu-latn').number(1234)).toMatch(/^[\d,.]+$/);
});
