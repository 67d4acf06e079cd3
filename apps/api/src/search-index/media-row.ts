/** A file as the list's statement reads it: names are those of the columns, sizes come as text. */
export interface MediaRow {
  id: string;
  namespace_id: string;
  slug: string;
  title: string;
  description: string;
  kind: string;
  original_filename: string;
  access_level: string;
  alt: Record<string, string>;
  caption: string;
  credit: string;
  license: string;
  rights_start: Date | null;
  rights_end: Date | null;
  focal_x: number;
  focal_y: number;
  uploaded_by: string | null;
  uploader_name: string | null;
  processing_status: string;
  review_status: string;
  review_note: string;
  taken_at: Date | null;
  temporary_until: Date | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  purge_after: Date | null;
  replaced_by: string | null;
  keep: boolean;
  revision: number;
  created_at: Date;
  updated_at: Date;
  version: number;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  page_count: number | null;
  has_alpha: boolean;
  animated: boolean;
  placeholder: string | null;
  damaged: boolean;
  metadata: Record<string, unknown>;
  mime_type: string;
  size_bytes: string;
  sha256: string;
  /** null for none. */
  tags: { id: string; name: string; slug: string; color: string }[] | null;
  collection_ids: string[];
  /** `small 150 100,medium 300 200`; null for none. */
  presets: string | null;
  reference_count: string;
}

/**
 * Columns and joins that make a MediaRow out of each `media_id` of `page`. Everything is looked up by key, after
 * the page was cut.
 */
export const MEDIA_COLUMNS = `
  m.id, m.namespace_id, m.slug, m.title, m.description, m.kind, m.original_filename, m.access_level,
  m.alt, m.caption, m.credit, m.license, m.rights_start, m.rights_end, m.focal_x, m.focal_y, m.uploaded_by,
  u.display_name as uploader_name, m.processing_status, m.review_status, m.review_note, m.taken_at, m.temporary_until,
  m.deleted_at, m.deleted_by, m.purge_after, m.replaced_by, m.keep, m.revision, m.created_at, m.updated_at,
  v.number as version, v.width, v.height, v.duration_seconds, v.page_count, v.has_alpha, v.animated,
  v.placeholder, v.damaged, v.metadata, b.mime_type, b.size_bytes, b.sha256, i.collection_ids,
  (select json_agg(json_build_object('id', t.id, 'name', t.name, 'slug', t.slug, 'color', t.color) order by t.name)
     from tag t where t.namespace_id = m.namespace_id and t.id = any (i.tag_ids)) as tags,
  (select string_agg(r.preset || ' ' || r.width || ' ' || r.height, ',')
     from rendition r
    where r.namespace_id = m.namespace_id and r.blob_id = v.blob_id and r.preset is not null) as presets,
  (select coalesce(sum(n), 0) from (
     select m.id as subject_id
     union all
     select o.id from media o
     where o.namespace_id = m.namespace_id and o.replaced_by = m.id and o.merged_at is not null and o.deleted_at is null) named
   cross join lateral (
     select c.value as n from counter c where c.subject_id = named.subject_id and c.metric = 'references'
     union all
     select d.delta from counter_delta d where d.subject_id = named.subject_id and d.metric = 'references') counted
  ) as reference_count`;

export const MEDIA_JOINS = `
  join media_index i on i.media_id = page.media_id
  join media m on m.id = page.media_id
  join media_version v
    on v.namespace_id = m.namespace_id and v.media_id = m.id and v.id = m.current_version_id
  join blob b on b.id = v.blob_id
  left join "user" u on u.id = m.uploaded_by`;
