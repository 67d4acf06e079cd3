/** In the order of their bytes, which is that of `COLLATE "C"`. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** The first characters of a position count whole steps, the rest is a fraction behind them. */
const STEP_LENGTH = 8;
const MIDDLE = Math.floor(BASE ** STEP_LENGTH / 2);

const digitAt = (text: string, index: number) => DIGITS.indexOf(text.charAt(index));

function readStep(position: string): number {
  let step = 0;
  for (let index = 0; index < STEP_LENGTH; index += 1) step = step * BASE + digitAt(position, index);
  return step;
}

function writeStep(step: number): string {
  let text = '';
  for (let rest = step; text.length < STEP_LENGTH; rest = Math.floor(rest / BASE)) {
    text = DIGITS.charAt(rest % BASE) + text;
  }
  return text;
}

/** A fraction above `low` and below `high`, where '' is the lowest and null the end. Never ends with a zero. */
function fractionBetween(low: string, high: string | null): string {
  let fraction = '';
  let ceiling = high;
  for (let index = 0; ; index += 1) {
    const from = index < low.length ? digitAt(low, index) : 0;
    const to = ceiling === null ? BASE : index < ceiling.length ? digitAt(ceiling, index) : 0;
    if (to - from > 1) return fraction + DIGITS.charAt(Math.floor((from + to) / 2));
    fraction += DIGITS.charAt(from);
    // Below the ceiling from here on: what follows is free.
    if (to > from) ceiling = null;
  }
}

/**
 * A position between two others; null stands for the beginning or the end. Appending and prepending count whole
 * steps, so only a file that is put between two neighbours again and again makes positions longer.
 */
export function positionBetween(before: string | null, after: string | null): string {
  if (before === null && after === null) return writeStep(MIDDLE);
  if (after === null) return writeStep(readStep(before ?? '') + 1);
  if (before === null) return writeStep(readStep(after) - 1);
  const [low, high] = [readStep(before), readStep(after)];
  if (high - low > 1) return writeStep(Math.floor((low + high) / 2));
  const isSameStep = low === high;
  const fraction = fractionBetween(before.slice(STEP_LENGTH), isSameStep ? after.slice(STEP_LENGTH) : null);
  return writeStep(low) + fraction;
}
