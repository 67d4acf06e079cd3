import { expect, test } from 'vitest';
import { createSpeedMeter } from './measure-speed.ts';
import { formatTimeLeft } from './time-left.ts';

test('says nothing before two measurements', () => {
  const meter = createSpeedMeter();
  expect(meter.at(0, 0)).toBeNull();
  expect(meter.at(500, 100)).toBeNull();
  expect(meter.at(1000, 1000)).toBe(1000);
});

test('follows a change without jumping to it', () => {
  const meter = createSpeedMeter();
  meter.at(0, 0);
  meter.at(1000, 1000);
  expect(meter.at(5000, 2000)).toBe(1750);
});

test('what was there before a resume is no speed', () => {
  const meter = createSpeedMeter();
  meter.at(9000, 0);
  meter.at(1000, 1000);
  expect(meter.at(2000, 2000)).toBe(1000);
});

test('time left is told in the largest unit that fits', () => {
  expect(formatTimeLeft(12_000, 1000, 'en')).toBe('12 sec');
  expect(formatTimeLeft(150_000, 1000, 'en')).toBe('3 min');
  expect(formatTimeLeft(7_200_000, 1000, 'en')).toBe('2 hr');
  expect(formatTimeLeft(1000, null, 'en')).toBeNull();
  expect(formatTimeLeft(1000, 0, 'en')).toBeNull();
});
