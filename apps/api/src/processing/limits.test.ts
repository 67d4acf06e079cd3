import { expect, test } from 'vitest';
import { checkDuration, checkPages } from './limits.ts';
import { checkImageLimits } from './read-image-facts.ts';

const detailsOf = (check: () => void): unknown => {
  try {
    check();
  } catch (error) {
    return error;
  }
  return null;
};

test.each([
  ['pixels', () => checkImageLimits(10_001, 10_000, 1), () => checkImageLimits(10_000, 10_000, 1)],
  ['frames', () => checkImageLimits(10, 10, 2001), () => checkImageLimits(10, 10, 2000)],
  ['frames', () => checkImageLimits(1000, 1000, 1001), () => checkImageLimits(1000, 1000, 1000)],
  ['duration', () => checkDuration(86_401), () => checkDuration(86_400)],
  ['pages', () => checkPages(10_001), () => checkPages(10_000)],
])('one more than the most of %s is refused in words', (reason, beyond, within) => {
  expect(within).not.toThrow();
  expect(detailsOf(beyond)).toMatchObject({
    code: expect.stringMatching(/^upload\.(?:too-large|invalid-image)$/),
    message: expect.stringMatching(/most|many/),
    details: { reason },
  });
});
