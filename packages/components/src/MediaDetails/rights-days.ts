/** Days are the person's own: a license of the 24th holds from the first to the last minute of it where they are. */
export const startOf = (day: string) => (day === '' ? null : new Date(`${day}T00:00:00`).toISOString());

/** The last day counts whole. */
export function endOf(day: string): string | null {
  if (day === '') return null;
  const next = new Date(`${day}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}

/** `2026-12-24`, as a date field wants it. */
export function dayOf(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last day on which anything of it is left. */
export const lastDayOf = (iso: string | null) =>
  iso === null ? '' : dayOf(new Date(Date.parse(iso) - 1).toISOString());
