import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { hashRecipe, presetRecipes } from '../apps/api/src/processing/recipes.ts';

/** Rows of the index that are made at a time: often enough to say how far it is. */
const BATCH = 50_000;

/** Thumbnails that are as configured: no job is to make others. */
const recipes = JSON.stringify(
  Object.fromEntries(presetRecipes.map((recipe) => [recipe.preset, hashRecipe(recipe)])),
);

interface LoadedNamespace {
  id: string;
  files: number;
}

/**
 * Fills namespaces with files for the search benchmark, in every table that lists and searches read. As fast as
 * PostgreSQL goes: without triggers, foreign keys and most indexes, which come back at the end; the counters are
 * counted from what is there then. Needs a superuser.
 */
export async function loadSearch(
  client: Client,
  { namespaces, log }: { namespaces: readonly LoadedNamespace[]; log(line: string): void },
): Promise<void> {
  const steps = await readSteps();
  await client.query(
    "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '1GB'",
  );
  const indexes = await dropIndexes(client);
  for (const [number, { id, files }] of namespaces.entries()) {
    for (const { name, sql } of steps) {
      if (files > BATCH) log(`${files} files: ${name}`);
      await client.query(
        sql
          .replaceAll('%NAMESPACE%', id)
          .replaceAll('%NUMBER%', String(number))
          .replaceAll('%FILES%', String(files))
          .replaceAll('%RECIPES%', recipes),
      );
    }
    await fillIndex(client, files, log);
    await client.query('drop table file');
  }
  for (const [n, sql] of indexes.entries()) {
    log(`index ${n + 1} of ${indexes.length}`);
    await client.query(sql);
  }
  log('counting');
  await countAll(client);
  await client.query('reset session_replication_role; reset synchronous_commit; reset work_mem');
  for (const { id } of namespaces) await client.query('select refresh_vocabulary($1)', [id]);
  await client.query('select refresh_storage_stats()');
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

async function readSteps(): Promise<{ name: string; sql: string }[]> {
  const text = await readFile(new URL('./load-search.sql', import.meta.url), 'utf8');
  return text
    .split(/^-- step /m)
    .slice(1)
    .map((step) => {
      const end = step.indexOf('\n');
      return { name: step.slice(0, end), sql: step.slice(end) };
    });
}

/** Drops what no key needs of the indexes of the large tables. @returns the statements that bring them back. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any ('{media_index,media,blob,rendition}'::regclass[])
       and not indisprimary and not exists (select from pg_constraint where conindid = indexrelid)
     order by indrelid, indexrelid`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** What refresh_media_index() would write, and all pictures compared already: no job is to work while it is measured. */
async function fillIndex(client: Client, files: number, log: (line: string) => void): Promise<void> {
  await client.query('analyze blob, media, media_version, media_tag, collection_item, counter');
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(name), ', ' order by place) as columns
     from pg_proc, unnest(proargnames, proargmodes) with ordinality as argument (name, mode, place)
     where oid = 'media_index_rows(uuid[])'::regprocedure and mode = 't'`,
  );
  const columns = rows[0]?.columns ?? '';
  for (let from = 1; from <= files; from += BATCH) {
    if (files > BATCH) log(`${files} files: index rows from ${from}`);
    await client.query(
      `insert into media_index (${columns}, compared_phash)
       select ${columns}, phash from media_index_rows(array(select media_id from file where g between $1 and $2)) order by media_id`,
      [from, from + BATCH - 1],
    );
  }
}

/** The counters of the index and of the space, as their triggers would have kept them. */
async function countAll(client: Client): Promise<void> {
  await client.query("truncate counter_delta; delete from counter where metric <> 'references'");
  const counted = [
    "namespace_id, case when visibility = 'live' then kind else 'trashed' end, size_bytes from media_index",
    "namespace_id, kind || ':' || access_level, size_bytes from media_index where visibility = 'live'",
    "unnest(tag_ids), 'files', size_bytes from media_index where visibility = 'live'",
    "unnest(collection_ids), 'files', size_bytes from media_index where visibility = 'live'",
    "unnest(tag_ids || collection_ids), 'files:' || access_level, size_bytes from media_index where visibility = 'live' and access_level <> 'public'",
  ];
  for (const what of counted) {
    await client.query(`
      insert into counter (namespace_id, subject_id, metric, value, bytes, grew_at, changed_at)
      select namespace_id, subject_id, metric, count(*), sum(size_bytes), now(), now()
      from (select namespace_id, ${what}) counted (namespace_id, subject_id, metric, size_bytes) group by 1, 2, 3`);
  }
  await client.query(`
    update namespace_usage u set used_bytes = b.bytes
    from (select namespace_id, sum(size_bytes) as bytes from blob group by 1) b where b.namespace_id = u.namespace_id`);
}
