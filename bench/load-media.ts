import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';

const BATCH = 5000;

/** Fills a namespace with `files` rows in every table that the list reads, and lets PostgreSQL take stock. */
export async function loadMedia(
  client: Client,
  { namespaceId, files, log }: { namespaceId: string; files: number; log(line: string): void },
): Promise<void> {
  const sql = await readFile(new URL('./load-media.sql', import.meta.url), 'utf8');
  log(`loading ${files} files`);
  await client.query(sql.replaceAll('%NAMESPACE%', namespaceId).replaceAll('%FILES%', String(files)));
  for (let from = 1; from <= files; from += BATCH) {
    await client.query(
      'select refresh_media_index(array(select media_id from file where g between $1 and $2))',
      [from, from + BATCH - 1],
    );
    // All compared already: no job is to look for duplicates while lists are measured.
    await client.query(
      'update media_index set compared_phash = phash where media_id = any (array(select media_id from file where g between $1 and $2))',
      [from, from + BATCH - 1],
    );
  }
  await client.query('vacuum analyze');
}
