import type { Database } from '../../db/open-database.ts';
import { hashRecipe, type RenditionRecipe } from '../../processing/recipes.ts';

/**
 * Files that have thumbnails, of which one was made by another recipe or a larger one is missing, and pictures without
 * a perceptual hash. Of covers and pages, whose own size is not kept, only the first is known.
 */
const outdated = `
  from media m
  join media_version v
    on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
  cross join lateral (
    select array_agg(r.recipe_hash) as hashes
    from rendition r
    where r.namespace_id = v.namespace_id and r.blob_id = v.blob_id and r.preset is not null) had
  where m.purge_started_at is null and had.hashes is not null and (
    not had.hashes <@ $1::text[]
    or (m.kind = 'image' and v.phash is null)
    or exists (
      select from unnest($1::text[], $2::int[]) as recipe (hash, side)
      where greatest(v.width, v.height) >= side and not hash = any (had.hashes)))`;

const valuesOf = (recipes: readonly RenditionRecipe[]) => [
  recipes.map(hashRecipe),
  recipes.map(({ maxSide }) => maxSide),
];

/** How many there are, of each namespace that has any. */
export async function countOutdatedMedia(
  { pool }: Database,
  recipes: readonly RenditionRecipe[],
): Promise<{ namespaceId: string; count: number }[]> {
  const { rows } = await pool.query<{ namespace_id: string; count: string }>(
    `select m.namespace_id, count(*) ${outdated} group by m.namespace_id order by m.namespace_id`,
    valuesOf(recipes),
  );
  return rows.map(({ namespace_id, count }) => ({ namespaceId: namespace_id, count: Number(count) }));
}

/** The next of them in the order of their ids. */
export async function findOutdatedMedia(
  { pool }: Database,
  recipes: readonly RenditionRecipe[],
  page: { namespaceId: string; afterId: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select m.id ${outdated} and m.namespace_id = $3 and ($4::uuid is null or m.id > $4) order by m.id limit $5`,
    [...valuesOf(recipes), page.namespaceId, page.afterId, page.limit],
  );
  return rows.map(({ id }) => id);
}
