import type {
  AccessLevel,
  CollectionId,
  MediaFile,
  MediaId,
  MediaKind,
  MediaTag,
  NamespaceId,
  ProcessingStatus,
  ReviewStatus,
  Thumbnail,
  ThumbnailPreset,
  UserId,
} from '@vitrine/schema';
import type { MediaRow } from '../../search-index/media-row.ts';
import type { CallerScope } from '../scope.ts';
import { fileUrl, thumbnailUrl } from './media-urls.ts';

const iso = (date: Date | null) => (date === null ? null : date.toISOString());

/**
 * Makes the file that everyone sees out of a row. It runs for every item of every list, so it parses nothing: the
 * ids were checked when they were written, and outputs are parsed by the contract in tests and development.
 */
export function presentMedia(scope: Pick<CallerScope, 'grants' | 'origin'>, row: MediaRow): MediaFile {
  const origin = scope.origin();
  const accessLevel = row.access_level as AccessLevel;
  const target = { mediaId: row.id, version: row.version, accessLevel };
  const isOpen = isOpenToAll(row);
  const sign = (purpose: 'preset' | 'original') =>
    isOpen ? undefined : scope.grants.sign(purpose, target, row.rights_end);
  const grant = sign('preset');
  return {
    id: row.id as MediaId,
    namespaceId: row.namespace_id as NamespaceId,
    slug: row.slug,
    title: row.title,
    description: row.description,
    kind: row.kind as MediaKind,
    mimeType: row.mime_type,
    originalFilename: row.original_filename,
    sizeBytes: Number(row.size_bytes),
    width: row.width,
    height: row.height,
    durationSeconds: row.duration_seconds,
    pageCount: row.page_count,
    hasAlpha: row.has_alpha,
    animated: row.animated,
    hash: row.sha256,
    url: fileUrl(origin, { ...target, slug: row.slug, mimeType: row.mime_type, grant: sign('original') }),
    thumbnails: presentThumbnails(origin, row, grant),
    ...(grant !== undefined && { grant }),
    placeholder: row.placeholder,
    focalPoint: { x: row.focal_x, y: row.focal_y },
    alt: row.alt,
    caption: row.caption,
    credit: row.credit,
    license: row.license,
    rightsStart: iso(row.rights_start),
    rightsEnd: iso(row.rights_end),
    tags: (row.tags ?? []) as MediaTag[],
    collectionIds: row.collection_ids as CollectionId[],
    accessLevel,
    metadata: row.metadata,
    analysis: null,
    referenceCount: Number(row.reference_count),
    uploadedBy:
      row.uploaded_by === null
        ? null
        : { id: row.uploaded_by as UserId, displayName: row.uploader_name ?? '' },
    processingStatus: row.processing_status as ProcessingStatus,
    reviewStatus: row.review_status as ReviewStatus,
    reviewNote: row.review_note,
    damaged: row.damaged,
    takenAt: iso(row.taken_at),
    temporaryUntil: iso(row.temporary_until),
    deletedAt: iso(row.deleted_at),
    deletedBy: row.deleted_by as UserId | null,
    purgeAfter: iso(row.purge_after),
    replacedBy: row.replaced_by as MediaId | null,
    keep: row.keep,
    version: row.version,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Whether anyone may have the file without a grant: one that is not approved is shown to members only. */
export function isOpenToAll({
  access_level,
  review_status,
}: Pick<MediaRow, 'access_level' | 'review_status'>): boolean {
  return access_level === 'public' && review_status === 'approved';
}

function presentThumbnails(
  origin: string,
  row: MediaRow,
  grant: string | undefined,
): MediaFile['thumbnails'] {
  const thumbnails: Record<ThumbnailPreset, Thumbnail | null> = { small: null, medium: null, large: null };
  if (row.presets === null) return thumbnails;
  for (const entry of row.presets.split(',')) {
    const [preset, width, height] = entry.split(' ');
    if (preset !== 'small' && preset !== 'medium' && preset !== 'large') continue;
    thumbnails[preset] = {
      url: thumbnailUrl(origin, { mediaId: row.id, version: row.version, preset, grant }),
      width: Number(width),
      height: Number(height),
    };
  }
  return thumbnails;
}
