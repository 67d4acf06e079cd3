import { type MediaFile, NEAR_DUPLICATE_DISTANCE, type SimilarMedia } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { Values } from '../../search-index/media-filter.ts';
import { writeReach } from '../../search-index/near-duplicates.ts';
import { statementName } from '../../search-index/statement-name.ts';
import { findMedia } from '../media/find-media.ts';
import { keepVisibleNames } from '../media/keep-visible-names.ts';
import { presentMedia } from '../media/present-media.ts';
import { reachOf } from '../media/reach-of.ts';
import type { Scope } from '../scope.ts';
import { paletteLikeness } from './palette-likeness.ts';

/** So many of those that have a quarter of the hash in common, but for a bit, are looked at. */
const MAX_BY_HASH = 2000;
/** Of those that came last, so many are looked at for their colors, and so many of them compared color by color. */
const MAX_NEWEST = 1000;
const MAX_BY_COLOR = 150;
/** As much as hashes of pictures that have nothing in common differ. */
const STRANGERS = 32;
/** Of what is less like it nobody would say that it is. */
const MIN_LIKENESS = 0.25;

interface Candidate {
  media_id: string;
  palette: string[] | null;
  /** Bits that differ; null where one of the two has no pattern. */
  distance: number | null;
  same_bytes: boolean;
}

/**
 * The pictures that look most like one: seven parts of ten are the pattern, three the colors. Found by the quarters of the
 * hash, wherever they are, and by their colors among the newest.
 * @returns what the actor may see of them, the likest first; empty for what is no picture, or was not read yet.
 * @throws MediaError `not-found`.
 */
export async function findSimilar(
  scope: Scope,
  input: { id: MediaFile['id']; limit: number },
): Promise<SimilarMedia[]> {
  const [asked] = await findMedia(scope, [input.id]);
  if (!asked) throw new MediaError('not-found', { id: input.id });
  if (asked.kind !== 'image') return [];
  const [own, ...candidates] = await findCandidates(scope, input.id);
  if (own?.media_id !== input.id) return [];
  const likest = candidates
    .map((candidate) => ({ ...candidate, likeness: likenessOf(own, candidate) }))
    .filter(({ likeness }) => likeness >= MIN_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || (a.media_id < b.media_id ? -1 : 1))
    .slice(0, input.limit);
  const rows = await findMedia(
    scope,
    likest.map(({ media_id }) => media_id),
  );
  const byId = new Map((await keepVisibleNames(scope, rows)).map((row) => [row.id, row]));
  return likest.flatMap(({ media_id, likeness, distance, same_bytes }) => {
    const row = byId.get(media_id);
    if (!row) return [];
    const isNearDuplicate = same_bytes || (distance !== null && distance <= NEAR_DUPLICATE_DISTANCE);
    return [{ file: presentMedia(scope, row), likeness, isNearDuplicate }];
  });
}

function likenessOf(own: Candidate, { palette, distance, same_bytes }: Candidate): number {
  if (same_bytes) return 1;
  const colors = paletteLikeness(own.palette ?? [], palette ?? []);
  const pattern = distance === null ? 0 : Math.max(0, 1 - distance / STRANGERS);
  return Math.round((0.7 * pattern + 0.3 * colors) * 1000) / 1000;
}

/**
 * The file itself first. The namespace is compared as text where the index of the bands has to be taken, whatever is known of
 * the table: an index by namespace would be read from end to end.
 */
async function findCandidates(scope: Scope, id: string): Promise<Candidate[]> {
  const values = new Values();
  const own = values.add(id);
  const namespace = values.add(scope.namespace.id);
  const seen = writeReach(reachOf(scope.actor, 'live'), values, 'o');
  const live = `o.namespace_id = ${namespace}::uuid and o.visibility = 'live' and ${seen}`;
  const text = `with own as materialized (
       select i.media_id, i.phash, i.colors, v.blob_id, bands_near(nullif(i.phash, 0)) as bands
       from media_index i join media m on m.id = i.media_id
       join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
       where i.media_id = ${own}::uuid),
     by_hash as materialized (
       select o.media_id, bit_count((o.phash # own.phash)::bit(64)) as distance
       from own cross join lateral (
         select o.media_id, o.phash from media_index o
         where o.phash_bands && own.bands and o.phash is not null and o.visibility = 'live'
           and o.namespace_id::text = ${namespace}::uuid::text and ${seen}
         limit ${MAX_BY_HASH}) o
       order by distance, media_id limit 100),
     newest as materialized (
       select o.media_id, o.colors from media_index o
       where o.kind = 'image' and ${live} order by o.created_at desc, o.media_id desc limit ${MAX_NEWEST}),
     by_color as (
       select n.media_id from newest n cross join own
       where n.colors && own.colors
       order by n.colors @> own.colors desc, n.colors <@ own.colors desc, n.media_id desc limit ${MAX_BY_COLOR}),
     chosen as (select media_id from own union select media_id from by_hash union select media_id from by_color
       union select near.other_id from near_duplicate near join media_index o on o.media_id = near.other_id
         where near.namespace_id = ${namespace}::uuid and near.media_id = ${own}::uuid and ${live})
     select c.media_id, v.palette, v.blob_id = own.blob_id as same_bytes,
       bit_count((nullif(v.phash, 0) # nullif(own.phash, 0))::bit(64))::integer as distance
     from chosen c cross join own
     join media m on m.id = c.media_id
     join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
     order by c.media_id <> own.media_id`;
  const { rows } = await scope.db.lists.query<Candidate>({
    name: statementName(text),
    text,
    values: values.list,
  });
  return rows;
}
