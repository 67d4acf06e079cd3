import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchBulk } from './bulk.ts';
import { benchDelivery } from './delivery.ts';
import { benchFlood } from './flood.ts';
import { benchIngest } from './ingest.ts';
import { benchList } from './list.ts';
import { describeMachine } from './machine.ts';
import { benchReferences } from './references.ts';
import { type BenchRow, isMet, printTable } from './report.ts';
import { benchSearch } from './search.ts';

/** Every benchmark there is; `npm run bench -- list ingest` runs some, without a name all of them. */
const suites = {
  ingest: benchIngest,
  flood: benchFlood,
  list: benchList,
  search: benchSearch,
  delivery: benchDelivery,
  references: benchReferences,
  bulk: benchBulk,
} satisfies Record<string, Suite>;

export interface BenchOptions {
  /** Rows of the list and search benchmarks. */
  files: number;
  /** Where the search benchmark keeps what it loaded, for the next run; without it nothing stays. */
  keep?: string | undefined;
  log(line: string): void;
}

type Suite = (options: BenchOptions) => Promise<BenchRow[]>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    files: { type: 'string', default: '100000' },
    keep: { type: 'string' },
  },
});

const files = Number(values.files);
const unknown = positionals.filter((name) => !(name in suites));
if (unknown.length > 0 || !Number.isInteger(files) || files < 1000) {
  console.error(
    `Usage: npm run bench -- [${Object.keys(suites).join(' | ')}] [--files N] [--keep DIR] [--json FILE]; N is at least 1000.`,
  );
  process.exit(2);
}

const chosen = Object.entries(suites).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
);
console.log(describeMachine());
const rows: BenchRow[] = [];
for (const [name, suite] of chosen) {
  console.log(`\n${name}`);
  const found = await suite({ files, keep: values.keep, log: (line) => console.log(`  ${line}`) });
  printTable(found);
  rows.push(...found);
}
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(rows.every(isMet) ? 0 : 1);
