export interface BenchRow {
  name: string;
  /** What was measured of Vitrine, in `unit`. */
  ours: number;
  /** The same of what it is compared with, in the same run; null where it stands alone. */
  bare: number | null;
  /** `ours` divided by `bare`, allowances taken off first; 0 where it stands alone. */
  ratio: number;
  /** The most that `ratio` may be; null where the number is for information. */
  limit: number | null;
  /** The least that `ratio` may be, of what is the better the more it is. */
  least?: number;
  /** The most that `ours` may be, whatever it is compared with. */
  most?: number;
  unit: string;
}

export function isMet({ ours, ratio, limit, least, most }: BenchRow): boolean {
  return (
    (limit === null || ratio <= limit) &&
    (least === undefined || ratio >= least) &&
    (most === undefined || ours <= most)
  );
}

const digits = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** Prints rows as a Markdown table, so that the docs can quote it as it is. */
export function printTable(rows: readonly BenchRow[]): void {
  const goalOf = ({ limit, least, most, unit }: BenchRow) =>
    [
      limit === null ? '' : `≤ ${limit.toFixed(2)}×`,
      least === undefined ? '' : `≥ ${least.toFixed(2)}×`,
      most === undefined ? '' : `≤ ${most} ${unit}`,
    ].join('');
  const cells = rows.map((row) => [
    row.name,
    `${digits(row.ours)} ${row.unit}`,
    row.bare === null ? '' : `${digits(row.bare)} ${row.unit}`,
    row.bare === null ? '' : `${row.ratio.toFixed(2)}×`,
    `${goalOf(row)}${isMet(row) ? '' : ' missed'}`,
  ]);
  const table = [['what', 'Vitrine', 'bare', 'ratio', 'goal'], ...cells];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  console.log([line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n'));
}
