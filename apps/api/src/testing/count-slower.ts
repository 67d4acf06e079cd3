async function time(ask: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await ask();
  return performance.now() - startedAt;
}

/**
 * Asks for two things in turn, and counts how often the first took longer. Where nothing but chance decides, that is half
 * of the time, however busy the machine is.
 */
export async function countSlower(
  pairs: number,
  askFirst: () => Promise<unknown>,
  askSecond: () => Promise<unknown>,
): Promise<number> {
  for (let warm = 0; warm < 20; warm += 1) await time(warm % 2 ? askFirst : askSecond);
  let slower = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    // In changing order: who comes second finds everything warm.
    const isFirst = pair % 2 === 0;
    const one = await time(isFirst ? askFirst : askSecond);
    const other = await time(isFirst ? askSecond : askFirst);
    if ((isFirst ? one : other) > (isFirst ? other : one)) slower += 1;
  }
  return slower;
}

/** Within five standard deviations of one half: chance leaves it once in a million times. */
export const isChance = (pairs: number) => (slower: number) =>
  Math.abs(slower - pairs / 2) < 2.5 * Math.sqrt(pairs);

/**
 * Over the wire, where a few microseconds of another path through the code are some hundredths of an answer: what is
 * slower in less than seven of ten tells nothing to whoever asks a few times.
 */
export const isHardToTell = (pairs: number) => (slower: number) =>
  slower > 0.3 * pairs && slower < 0.7 * pairs;
