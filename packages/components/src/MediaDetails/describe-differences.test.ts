import { expect, test } from 'vitest';
import { arabicMessages } from '../i18n/arabic-messages.ts';
import { englishMessages } from '../i18n/messages.ts';
import { createFormat } from '../i18n/use-format.ts';
import { describeDifferences } from './describe-differences.ts';

const differences = [
  { field: 'sizeBytes', from: 103_000, to: 23_000 },
  { field: 'width', from: 1500, to: 1200 },
  { field: 'metadata.exposureSeconds', from: null, to: 0.004 },
  { field: 'metadata.aperture', from: null, to: 5.6 },
  { field: 'metadata.cameraModel', from: null, to: 'EOS R5' },
  { field: 'metadata.hasGainMap', from: null, to: true },
];

test('what the files say of themselves is compared in the words of the details', () => {
  expect(describeDifferences(differences, createFormat('en-US'), englishMessages)).toEqual([
    ['Size', '103 kB', '23 kB'],
    ['Width', '1500', '1200'],
    ['Camera', '–', 'EOS R5'],
    ['Exposure', '–', '1/250 s · f/5.6'],
  ]);
});

test('no name of a field of the wire is shown in another language', () => {
  const rows = describeDifferences(differences, createFormat('ar'), arabicMessages);
  expect(rows.map(([name]) => name).join()).not.toMatch(/[a-z]/i);
});
