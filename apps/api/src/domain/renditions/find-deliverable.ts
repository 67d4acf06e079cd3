import type { AccessLevel, FocalPoint, ThumbnailPreset } from '@vitrine/schema';
import { type ObjectKey, parseObjectKey } from '../../storage/object-keys.ts';
import type { Services } from '../scope.ts';

/** An object that can be sent as it lies. */
export interface DeliverableObject {
  key: ObjectKey;
  mimeType: string;
  sizeBytes: number;
  /** Changes with the bytes; without quotes. */
  tag: string;
  modifiedAt: Date;
}

/** All that a request for a file or its thumbnails has to know. */
export interface Deliverable {
  mediaId: string;
  namespaceId: string;
  blobId: string;
  /** The number of the version that was asked for, or of the current one. */
  version: number;
  accessLevel: AccessLevel;
  /** Anyone may have it without a grant: its level is public, and it is approved. */
  isOpenToAll: boolean;
  /** As uploaded, for saving. */
  filename: string;
  /** Of the original; of all its transforms by default. */
  hasAlpha: boolean;
  focalPoint: FocalPoint;
  /** Before rights begin and where they end, nothing is delivered. */
  rightsStart: Date | null;
  rightsEnd: Date | null;
  original: DeliverableObject;
  presets: Partial<Record<ThumbnailPreset, DeliverableObject>>;
}

export interface DeliveryTarget {
  mediaId: string;
  /** Null for the current one. */
  version: number | null;
}

interface Row {
  media_id: string;
  namespace_id: string;
  blob_id: string;
  version: number;
  is_trashed: boolean;
  has_alpha: boolean;
  focal_x: number;
  focal_y: number;
  rights_start: Date | null;
  rights_end: Date | null;
  review_status: string;
  modified_at: Date;
  access_level: AccessLevel;
  original_filename: string;
  storage_key: string;
  mime_type: string;
  size_bytes: string;
  sha256: string;
  presets: { preset: ThumbnailPreset; key: string; type: string; size: number; at: string }[] | null;
}

/**
 * A file in the trash that content still uses by force keeps serving that content. Without a version a file that was
 * replaced everywhere is the one in its place. What shows the current version has changed when the file did: the bytes
 * that replaced others may be older than those.
 */
const statement = {
  name: 'find-deliverable',
  text: `
    select m.id as media_id, m.namespace_id, b.id as blob_id, v.number as version, m.access_level, m.original_filename,
      m.deleted_at is not null as is_trashed, v.has_alpha, m.focal_x, m.focal_y,
      m.rights_start, m.rights_end, m.review_status,
      b.storage_key, b.mime_type, b.size_bytes, b.sha256,
      case when $2::int is null then greatest(b.created_at, m.updated_at) else b.created_at end as modified_at,
      (select json_agg(json_build_object('preset', r.preset, 'key', r.storage_key, 'type', r.mime_type,
                                         'size', r.size_bytes, 'at', r.updated_at))
       from rendition r
       where r.namespace_id = v.namespace_id and r.blob_id = v.blob_id and r.preset is not null) as presets
    from (select case when $2::int is null then s.shown_id else s.media_id end as id
          from shown_in_place_of(array[$1::uuid]) s) wanted
    join media m on m.id = wanted.id
    join namespace n on n.id = m.namespace_id and n.archived_at is null
    join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id
      and case when $2::int is null then v.id = m.current_version_id else v.number = $2::int end
      and v.needs_active_blob
    join blob b on b.namespace_id = v.namespace_id and b.id = v.blob_id and b.state = 'active'
    where m.purge_started_at is null
      and (m.deleted_at is null or exists (
        select from reference f
        where f.namespace_id = m.namespace_id and f.media_id = m.id and f.needs_live is null))`,
};

/** Null where nothing is to be served. */
export async function findDeliverable(
  { db }: Pick<Services, 'db'>,
  { mediaId, version }: DeliveryTarget,
): Promise<{ deliverable: Deliverable; isTrashed: boolean } | null> {
  const { rows } = await db.pool.query<Row>({ ...statement, values: [mediaId, version] });
  const [row] = rows;
  return row ? { deliverable: present(row), isTrashed: row.is_trashed } : null;
}

function present(row: Row): Deliverable {
  const presets: Deliverable['presets'] = {};
  for (const rendition of row.presets ?? []) {
    presets[rendition.preset] = {
      key: parseObjectKey(rendition.key),
      mimeType: rendition.type,
      sizeBytes: rendition.size,
      tag: rendition.key.slice(-36),
      modifiedAt: new Date(rendition.at),
    };
  }
  return {
    mediaId: row.media_id,
    namespaceId: row.namespace_id,
    blobId: row.blob_id,
    version: row.version,
    accessLevel: row.access_level,
    isOpenToAll: row.access_level === 'public' && row.review_status === 'approved',
    filename: row.original_filename,
    hasAlpha: row.has_alpha,
    focalPoint: { x: row.focal_x, y: row.focal_y },
    rightsStart: row.rights_start,
    rightsEnd: row.rights_end,
    original: {
      key: parseObjectKey(row.storage_key),
      mimeType: row.mime_type,
      sizeBytes: Number(row.size_bytes),
      tag: row.sha256,
      modifiedAt: row.modified_at,
    },
    presets,
  };
}
