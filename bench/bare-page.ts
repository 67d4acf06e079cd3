/**
 * All that a page of the library shows of the files that `ids` chooses as (media_id, place): ids from the index alone,
 * everything else joined to the 49 that were chosen.
 */
export const pageOf = (ids: string) => `
  with page as materialized (${ids})
  select m.id, m.slug, m.title, m.description, m.kind, m.original_filename, m.alt, m.caption, m.credit, m.license,
    m.focal_x, m.focal_y, m.access_level, m.processing_status, m.review_status, m.revision, m.metadata,
    m.created_at, m.updated_at, m.current_version_id, b.mime_type, b.size_bytes, b.sha256,
    v.width, v.height, v.duration_seconds, v.page_count, v.has_alpha, v.animated, v.placeholder, v.damaged,
    i.tag_ids, i.collection_ids, u.display_name,
    (select json_agg(json_build_object('preset', r.preset, 'width', r.width, 'height', r.height))
       from rendition r where r.namespace_id = m.namespace_id and r.blob_id = v.blob_id) as renditions,
    (select json_agg(json_build_object('id', t.id, 'name', t.name, 'slug', t.slug, 'color', t.color))
       from media_tag mt join tag t on t.id = mt.tag_id where mt.namespace_id = m.namespace_id and mt.media_id = m.id) as tags,
    (select coalesce(sum(c.value), 0) from counter c where c.subject_id = m.id and c.metric = 'references') +
    (select coalesce(sum(d.delta), 0) from counter_delta d where d.subject_id = m.id and d.metric = 'references') as reference_count
  from page
  join media m on m.id = page.media_id
  join media_index i on i.media_id = page.media_id
  join media_version v on v.id = m.current_version_id
  join blob b on b.id = v.blob_id
  left join "user" u on u.id = m.uploaded_by
  order by page.place`;
