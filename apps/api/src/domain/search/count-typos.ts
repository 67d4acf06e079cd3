/**
 * How many slips of a finger two words are apart: letters more, less, others, or two changed over (optimal string alignment).
 * Stops counting past `max` and answers max + 1.
 */
export function countTypos(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let typos = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) typos = Math.min(typos, (before[column - 2] ?? 0) + 1);
      line.push(typos);
    }
    if (Math.min(...line) > max) return max + 1;
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}
