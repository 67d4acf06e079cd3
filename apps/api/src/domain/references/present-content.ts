import type { ContentState, MediaUse } from '@vitrine/schema';

/** The columns of a content item, as a query reads them. */
export interface ContentRow {
  type: string;
  external_id: string;
  title: string;
  url: string | null;
  locale: string;
  state: ContentState;
  seen_at: Date;
}

/** A content item without its fields, as it goes over the wire. */
export function presentContent(row: ContentRow): Omit<MediaUse, 'fieldPaths'> {
  return {
    contentType: row.type,
    contentId: row.external_id,
    title: row.title,
    url: row.url,
    locale: row.locale,
    state: row.state,
    seenAt: row.seen_at.toISOString(),
  };
}
