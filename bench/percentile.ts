/** The value that `fraction` (0..1) of the samples do not exceed. */
export function percentile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))];
  if (value === undefined) throw new RangeError('There are no samples to take a percentile of.');
  return value;
}
