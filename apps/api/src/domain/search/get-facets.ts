import type {
  CollectionId,
  ColorName,
  Facets,
  MediaKind,
  MediaListInput,
  Orientation,
  TagId,
  UserId,
} from '@vitrine/schema';
import type * as z from 'zod';
import { countFacets, type Facet, type FacetCount } from '../../search-index/count-facets.ts';
import { countMedia } from '../../search-index/count-media.ts';
import { estimateHits } from '../../search-index/estimate-hits.ts';
import { resourceOfCollection } from '../collections/require-collection.ts';
import { can } from '../identity/can.ts';
import { readFilter } from '../media/read-filter.ts';
import type { Scope } from '../scope.ts';
import { writeNotEnding } from '../tags/write-not-ending.ts';

type Input = Omit<z.output<typeof MediaListInput>, 'sort' | 'limit' | 'after' | 'before' | 'skip'>;

/** How many of the files that match, and that the actor may see, have which property. @throws MediaError as `media.list`. */
export async function getFacets(scope: Scope, input: Input): Promise<Facets> {
  const filter = await readFilter(scope, input);
  const estimate = await estimateHits(scope.db, filter);
  const { counts, isExact } = await countFacets(scope.db, filter, estimate);
  const of = (facet: Facet) =>
    counts.flatMap((row) =>
      row.facet === facet && row.value !== null ? [{ value: row.value, count: row.count }] : [],
    );
  const [names, total] = await Promise.all([
    findNames(scope, of),
    isExact ? { value: countOf(counts, filter.kinds), isExact } : countMedia(scope.db, filter, { estimate }),
  ]);
  return {
    total,
    isExact,
    kinds: of('kind').map(({ value, count }) => ({ value: value as MediaKind, count })),
    mimeTypes: of('mime'),
    tags: of('tag').flatMap(({ value, count }) => {
      const tag = names.tags.get(value);
      return tag ? [{ value: value as TagId, count, ...tag }] : [];
    }),
    collections: of('collection').flatMap(({ value, count }) => {
      const title = names.collections.get(value);
      return title === undefined ? [] : [{ value: value as CollectionId, count, title }];
    }),
    uploaders: of('uploader').flatMap(({ value, count }) => {
      const name = names.users.get(value);
      return name === undefined ? [] : [{ value: value as UserId, count, name }];
    }),
    orientations: of('orientation').map(({ value, count }) => ({ value: value as Orientation, count })),
    colors: of('color').map(({ value, count }) => ({ value: value as ColorName, count })),
    years: of('year').map(({ value, count }) => ({ value: Number(value), count })),
  };
}

/** Of the kinds that were asked for. */
const countOf = (counts: readonly FacetCount[], kinds: readonly string[] | undefined) =>
  counts
    .filter(({ facet, value }) => facet === 'kind' && (!kinds || kinds.includes(value ?? '')))
    .reduce((sum, { count }) => sum + count, 0);

type Counted = Pick<FacetCount, 'count'> & { value: string };

/** Names of what is counted; of collections only those that the actor may see. */
async function findNames(scope: Scope, of: (facet: Facet) => Counted[]) {
  const ids = (facet: Facet) => of(facet).map(({ value }) => value);
  const { rows } = await scope.db.pool.query<{
    facet: Facet;
    id: string;
    name: string;
    color: string;
    access_level: string;
    created_by: string | null;
  }>({
    name: 'facet-names',
    text: `select 'tag' as facet, id, name, color, '' as access_level, null::uuid as created_by
        from tag where namespace_id = $1 and id = any ($2::uuid[]) and ${writeNotEnding('tag', '$1')}
      union all
      select 'collection', id, title, color, access_level, created_by
        from collection where namespace_id = $1 and id = any ($3::uuid[])
      union all
      select 'uploader', id, display_name, '', '', null from "user" where id = any ($4::uuid[])`,
    values: [scope.namespace.id, ids('tag'), ids('collection'), ids('uploader')],
  });
  const some = (facet: Facet) => rows.filter((row) => row.facet === facet);
  const collections = some('collection').filter((row) =>
    can(
      scope.actor,
      'collection.read',
      resourceOfCollection({ accessLevel: row.access_level, createdBy: row.created_by }),
    ),
  );
  return {
    tags: new Map(some('tag').map(({ id, name, color }) => [id, { name, color }])),
    collections: new Map(collections.map(({ id, name }) => [id, name])),
    users: new Map(some('uploader').map(({ id, name }) => [id, name])),
  };
}
