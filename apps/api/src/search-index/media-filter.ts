import type { MediaKind, MediaRights, ReviewStatus } from '@vitrine/schema';

/** Which rows of media_index the asker may see: the levels, and their own files whatever the level. */
export interface Reach {
  /** null sees every level. */
  levels: readonly string[] | null;
  userId: string | null;
  /** Nothing but one's own: what a contributor sees of the trash. */
  onlyOwn: boolean;
}

export interface MediaFilter {
  namespaceId: string;
  state: 'live' | 'trashed';
  reach: Reach;
  kinds?: readonly MediaKind[] | undefined;
  mimeTypes?: readonly string[] | undefined;
  tagIds?: readonly string[] | undefined;
  collectionId?: string | undefined;
  uploadedBy?: string | undefined;
  reviewStatus?: readonly ReviewStatus[] | undefined;
  rights?: MediaRights | undefined;
  /** Only what may be used in content: approved, and within its rights. */
  offered?: boolean | undefined;
  /** The two above depend on the time. It is no part of what the list is: a page later it has gone on. */
  at?: Date | undefined;
  /** Rights that end until then are ending. */
  endingUntil?: Date | undefined;
  /** The text of a tsquery. */
  search?: string | undefined;
}

/** Collects the parameters of a statement; `add` answers the placeholder. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/**
 * The condition on media_index. Its text depends on which filters are set, never on what they hold: every value is
 * a parameter, so each shape is one prepared statement.
 */
export function writeMediaCondition(filter: MediaFilter, values: Values): string {
  const { reach, kinds, mimeTypes, tagIds } = filter;
  const parts = [
    `namespace_id = ${values.add(filter.namespaceId)}`,
    // Written out, so that the partial indexes fit.
    `visibility = '${filter.state === 'live' ? 'live' : 'trashed'}'`,
  ];
  if (reach.onlyOwn) parts.push(`uploaded_by = ${values.add(reach.userId)}`);
  else if (reach.levels) {
    const seen = `access_level = any (${values.add(reach.levels)})`;
    parts.push(reach.userId ? `(${seen} or uploaded_by = ${values.add(reach.userId)})` : seen);
  }
  if (kinds?.length === 1) parts.push(`kind = ${values.add(kinds[0])}`);
  else if (kinds) parts.push(`kind = any (${values.add(kinds)})`);
  if (mimeTypes) parts.push(`mime_type = any (${values.add(mimeTypes)})`);
  if (tagIds && tagIds.length > 0) parts.push(`tag_ids @> ${values.add(tagIds)}::uuid[]`);
  if (filter.collectionId) parts.push(`collection_ids @> array[${values.add(filter.collectionId)}::uuid]`);
  if (filter.uploadedBy) parts.push(`uploaded_by = ${values.add(filter.uploadedBy)}`);
  if (filter.reviewStatus) parts.push(`review_status = any (${values.add(filter.reviewStatus)})`);
  const at = () => `${values.add(filter.at)}::timestamptz`;
  if (filter.rights === 'ended') parts.push(`rights_end <= ${at()}`);
  if (filter.rights === 'not-started') parts.push(`rights_start > ${at()}`);
  if (filter.rights === 'ending') {
    parts.push(`rights_end > ${at()}`, `rights_end <= ${values.add(filter.endingUntil)}`);
  }
  if (filter.offered) parts.push(`review_status = 'approved'`, `not ${writeOutOfRights(at())}`);
  if (filter.search) parts.push(`search @@ to_tsquery('public.vitrine', ${values.add(filter.search)})`);
  return parts.join(' and ');
}

/** Rights that have not begun, or have ended. @param at a time as SQL. */
export function writeOutOfRights(at: string): string {
  return `coalesce(rights_start > ${at} or rights_end <= ${at}, false)`;
}
