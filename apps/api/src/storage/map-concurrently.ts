/**
 * Runs `work` for every item, at most `atOnce` at a time. After a failure no more is begun; what runs is waited for.
 * @returns the results in the order of the items.
 * @throws the first error.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // A generator, because a loop that is left by an error ends it for the other loops too.
  const rest = (function* () {
    yield* items.entries();
  })();
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const [index, item] of rest) results[index] = await work(item, index);
  });
  const settled = await Promise.allSettled(workers);
  const failed = settled.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}
