import fc from 'fast-check';

/** Nearly always the same, so that things meet; sometimes its neighbour, which must notice nothing. */
export const site = fc.oneof(
  { weight: 9, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(1) },
);

/** A file that is not known yet: see `pickFile`. */
export const drawn = fc.nat(4);

/** One file, or two at once. */
export const drawnFiles = fc.array(drawn, { minLength: 1, maxLength: 2 });
