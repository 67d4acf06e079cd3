import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface CorpusEntry {
  /** In the corpus's folder. */
  path: string;
  file: string;
  /** What must become of it: words with `-or-` between those that are both right. */
  expect: string;
  sha256: string;
}

export async function readManifest(dir: string): Promise<CorpusEntry[]> {
  const text = await readFile(path.join(dir, 'manifest.tsv'), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = header.split('\t');
  const cell = (line: string, name: string) => line.split('\t')[columns.indexOf(name)] ?? '';
  return lines.map((line) => ({
    path: cell(line, 'path'),
    file: path.join(dir, cell(line, 'path')),
    expect: cell(line, 'expect'),
    sha256: cell(line, 'sha256'),
  }));
}
