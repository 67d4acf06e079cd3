/** The time that an upload still takes, for people: `12 sec`, `3 min`, `1 hr`. Null where it can not be said. */
export function formatTimeLeft(
  leftBytes: number,
  bytesPerSecond: number | null,
  locale: string,
): string | null {
  if (bytesPerSecond === null || bytesPerSecond <= 0) return null;
  const seconds = leftBytes / bytesPerSecond;
  const [value, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(Math.max(1, Math.ceil(value)));
}
