import type { ImpactAction, ImpactEffect, MediaId, MediaImpact } from '@vitrine/schema';
import { findMedia } from '../media/find-media.ts';
import { findVisibleIds } from '../media/find-visible-ids.ts';
import type { Scope } from '../scope.ts';
import { type ContentRow, presentContent } from './present-content.ts';

const MAX_CONTENT = 500;

interface Row extends ContentRow {
  shown_id: string;
  media_id: string;
  content_item_id: string;
  field_path: string;
  version_pin: number | null;
  needs_live: boolean | null;
  content_count: bigint;
  field_count: bigint;
  is_refused: boolean;
}

type Use = Pick<Row, 'state' | 'version_pin' | 'needs_live'>;

/** What one use of a file, or of one in whose place it stands, notices of the action. */
const effectOf: Record<ImpactAction, (use: Use) => ImpactEffect> = {
  delete: (use) => (use.needs_live ? 'refuses' : 'stays'),
  replace: (use) => (use.version_pin === null ? 'changes' : 'stays'),
  unpublish: (use) => (use.state === 'published' ? 'breaks' : 'stays'),
  expire: () => 'breaks',
};

/** Every piece of content, locale, state and field that an action on these files touches, before it is done. */
export async function getImpact(
  scope: Scope,
  input: { ids: readonly string[]; action: ImpactAction },
): Promise<MediaImpact[]> {
  const found = await findMedia(scope, input.ids);
  const ids = found.map(({ id }) => id);
  const { prisma } = scope.db;
  const namespaceId = scope.namespace.id;
  const standing = await prisma.$queryRaw<{ shown_id: string; media_id: MediaId }[]>`
    select shown_id, media_id from named_in_place_of(${ids}::uuid[]) where media_id <> shown_id order by media_id`;
  const rows = await prisma.$queryRaw<Row[]>`
    select * from (
      select n.shown_id, r.media_id, c.type, c.external_id, c.title, c.url, c.locale, c.state, c.seen_at,
        r.content_item_id, r.field_path, r.version_pin, r.needs_live,
        count(*) over w as field_count, bool_or(r.needs_live) over w as is_refused,
        dense_rank() over (partition by n.shown_id
          order by c.state = 'published' desc, c.state, c.seen_at desc, c.id) as place,
        -- So many different items: the rank from the front and from the back, less one.
        dense_rank() over (partition by n.shown_id order by c.id)
          + dense_rank() over (partition by n.shown_id order by c.id desc) - 1 as content_count
      from named_in_place_of(${ids}::uuid[]) n
      join reference r on r.namespace_id = ${namespaceId}::uuid and r.media_id = n.media_id
        and (r.media_id = n.shown_id or r.version_pin is null)
      join content_item c on c.namespace_id = r.namespace_id and c.id = r.content_item_id
      window w as (partition by n.shown_id)) uses
    where place <= ${MAX_CONTENT}
    order by shown_id, place, field_path, media_id`;
  const visible = await findVisibleIds(scope, [
    ...standing.map(({ media_id }) => media_id),
    ...rows.map(({ media_id }) => media_id),
  ]);
  const rowsOf = Map.groupBy(rows, ({ shown_id }) => shown_id);
  const standsFor = Map.groupBy(standing, ({ shown_id }) => shown_id);
  return ids.map((id) =>
    present(
      id as MediaId,
      input.action,
      rowsOf.get(id) ?? [],
      (standsFor.get(id) ?? []).map(({ media_id }) => media_id),
      visible,
    ),
  );
}

/** @param visible ids that may be named; what is not among them counts, and stays without a name. */
function present(
  mediaId: MediaId,
  action: ImpactAction,
  rows: Row[],
  standsFor: MediaId[],
  visible: ReadonlySet<string>,
): MediaImpact {
  const first = rows[0];
  const isHeld = (first?.is_refused ?? false) || standsFor.length > 0;
  return {
    mediaId,
    isRefused: action === 'delete' && isHeld,
    standsFor: standsFor.filter((id) => visible.has(id)),
    contentCount: Number(first?.content_count ?? 0),
    fieldCount: Number(first?.field_count ?? 0),
    content: [...Map.groupBy(rows, (row) => row.content_item_id).values()].map((fields) => {
      const [item] = fields as [Row];
      return {
        ...presentContent(item),
        fields: fields.map((field) => ({
          fieldPath: field.field_path,
          effect: effectOf[action](field),
          via:
            field.media_id === mediaId || !visible.has(field.media_id) ? null : (field.media_id as MediaId),
          version: field.version_pin,
        })),
      };
    }),
  };
}
