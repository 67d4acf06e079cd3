/** Some fields as they were and as they are. */
export interface Difference {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** The fields that are not as they were; null where all are. Compared as the JSON that is kept of them. */
export function describeDifference<Row extends object>(before: Row, after: Row): Difference | null {
  const names = (Object.keys(after) as (keyof Row & string)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (names.length === 0) return null;
  const pick = (row: Row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
