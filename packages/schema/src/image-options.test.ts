import { expect, test } from 'vitest';
import {
  formatImageOptions,
  type ImageOptions,
  isPresetOptions,
  parseImageOptions,
} from './image-options.ts';

test.each<[string, ImageOptions]>([
  ['w_640', { width: 640 }],
  ['h_360', { height: 360 }],
  ['w_640,h_360', { width: 640, height: 360 }],
  ['w_640,h_360,fit_contain,q_1', { width: 640, height: 360, fit: 'contain', quality: 1 }],
  ['w_64,h_64,fit_cover,f_0_0.25', { width: 64, height: 64, fit: 'cover', focalPoint: { x: 0, y: 0.25 } }],
  [
    'w_64,h_64,fit_cover,f_1_0.3333,c_0.1_0_0.9_1,q_100',
    {
      width: 64,
      height: 64,
      fit: 'cover',
      focalPoint: { x: 1, y: 1 / 3 },
      crop: { x: 0.1, y: 0, width: 0.9, height: 1 },
      quality: 100,
    },
  ],
])('%s is written and read in one way', (text, options) => {
  expect(formatImageOptions(options)).toBe(text);
  const parsed = parseImageOptions(text);
  expect(formatImageOptions(parsed ?? {})).toBe(text);
});

test.each([
  '',
  'w_0',
  'w_4097',
  'w_99999',
  'w_0640',
  'h_360,w_640',
  'w_640,',
  'w_640,w_640',
  'w_640,fit_inside',
  'w_640,fit_cover',
  'w_640,f_0.5_0.5',
  'w_6e2',
  'w_-1',
  'w_640,q_0',
  'w_640,q_101',
  'w_640,h_360,fit_cover,f_0.50_0.5',
  'w_640,h_360,fit_cover,f_1.5_0.5',
  'w_640,h_360,fit_cover,f_.5_0.5',
  'w_640,h_360,fit_cover,f_0.12345_0.5',
  'w_640,h_360,fit_cover,f_0.5',
  'w_640,c_0_0_0_1',
  'w_640,c_0.5_0_0.6_1',
  'w_640,c_0_0_1',
  'w_640,blur_5',
  'W_640',
  'w_640 ',
  'toString',
  '__proto__',
])('%j is refused', (text) => {
  expect(parseImageOptions(text)).toBeNull();
});

test('the steps of a srcset need no signature, anything else does', () => {
  expect(isPresetOptions('w_640')).toBe(true);
  for (const text of ['w_641', 'w_640,q_80', 'h_640', 'constructor'])
    expect(isPresetOptions(text)).toBe(false);
});
