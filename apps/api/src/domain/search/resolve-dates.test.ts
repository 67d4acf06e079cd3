import { expect, test } from 'vitest';
import { resolveDates } from './resolve-dates.ts';

const now = new Date('2026-11-18T09:30:00Z');
const range = (written: string, timeZone = 'UTC') => {
  const { from, until } = resolveDates({ from: written, until: written }, now, timeZone);
  return [from?.toISOString(), until?.toISOString()];
};

test.each([
  ['today', '2026-11-18', '2026-11-19'],
  ['yesterday', '2026-11-17', '2026-11-18'],
  ['this-week', '2026-11-16', '2026-11-23'],
  ['last-week', '2026-11-09', '2026-11-16'],
  ['this-month', '2026-11-01', '2026-12-01'],
  ['last-month', '2026-10-01', '2026-11-01'],
  ['this-year', '2026-01-01', '2027-01-01'],
  ['last-year', '2025-01-01', '2026-01-01'],
  ['2024', '2024-01-01', '2025-01-01'],
  ['2024-02', '2024-02-01', '2024-03-01'],
  ['2024-12-31', '2024-12-31', '2025-01-01'],
])('%s is from %s up to %s', (written, from, until) => {
  expect(range(written)).toEqual([`${from}T00:00:00.000Z`, `${until}T00:00:00.000Z`]);
});

test('a day begins when the clocks of its place say so, also where they are changed at midnight', () => {
  expect(range('2026-03-29', 'Europe/Berlin')).toEqual([
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
  // 23:59 is followed by 01:00.
  expect(range('2026-09-06', 'America/Santiago')[0]).toBe('2026-09-06T04:00:00.000Z');
  expect(range('2018-11-04', 'America/Sao_Paulo')[0]).toBe('2018-11-04T03:00:00.000Z');
  expect(range('today', 'Pacific/Kiritimati')).toEqual([
    '2026-11-17T10:00:00.000Z',
    '2026-11-18T10:00:00.000Z',
  ]);
});

test('the last so many days begin with the day so many days ago', () => {
  expect(resolveDates({ from: '7d' }, now, 'UTC')).toEqual({ from: new Date('2026-11-11') });
  expect(resolveDates({ from: '2m' }, now, 'UTC')).toEqual({ from: new Date('2026-09-18') });
  expect(resolveDates({ after: '2026-10' }, now, 'UTC')).toEqual({
    from: new Date('2026-11-01'),
    until: undefined,
  });
  expect(resolveDates({ before: '2026' }, now, 'UTC')).toEqual({
    from: undefined,
    until: new Date('2026-01-01'),
  });
});
