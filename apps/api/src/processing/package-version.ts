import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of an installed package, for rows of renditions; an empty string where its package.json is not found. */
export function packageVersion(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  for (let dir = path.dirname(entry); dir !== path.dirname(dir); dir = path.dirname(dir)) {
    const file = path.join(dir, 'package.json');
    if (!existsSync(file)) continue;
    const found: { name?: string; version?: string } = JSON.parse(readFileSync(file, 'utf8'));
    if (found.name === name) return found.version ?? '';
  }
  return '';
}
