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

/** Every benchmark there is; `npm run bench -- list ingest` runs some, without a name all of them. */
const suites = {
  ingest: benchIngest,
  flood: benchFlood,
  list: benchList,
  delivery: benchDelivery,
  references: benchReferences,
  bulk: benchBulk,
} satisfies Record<string, Suite>;

export interface BenchOptions {
  /** Rows of the list and search benchmarks. */
  files: number;
  log(line: string): void;
}

type Suite = (options: BenchOptions) => Promise<BenchRow[]>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, files: { type: 'string', default: '100000' } },
});

const files = Number(values.files);
const unknown = positionals.filter((name) => !(name in suites));
if (unknown.length > 0 || !Number.isInteger(files) || files < 1000) {
  console.error(
    `Usage: npm run bench -- [${Object.keys(suites).join(' | ')}] [--files N] [--json FILE]; N is at least 1000.`,
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
  const found = await suite({ files, log: (line) => console.log(`  ${line}`) });
  printTable(found);
  rows.push(...found);
}
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(rows.every(isMet) ? 0 : 1);
