import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [8_400_000, '8.4 MB'],
    [104_857_600, '105 MB'],
    [2_500_000_000, '2.5 GB'],
    [7_000_000_000_000_000, '7,000 TB'],
  ])('writes %i bytes as %s', (sizeBytes, text) => {
    expect(formatBytes(sizeBytes)).toBe(text);
  });

  it('follows the reader’s language', () => {
    expect(formatBytes(8_400_000, 'de')).toBe('8,4 MB');
  });
});
