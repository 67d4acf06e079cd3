import type { AccessLevel, MediaId, MediaVersion, UserId } from '@vitrine/schema';
import { MediaError } from '../../errors/media-error.ts';
import { findMedia } from '../media/find-media.ts';
import { fileUrl, thumbnailUrl } from '../media/media-urls.ts';
import { isOpenToAll } from '../media/present-media.ts';
import type { Scope } from '../scope.ts';

interface VersionRow {
  number: number;
  is_current: boolean;
  note: string;
  created_at: Date;
  created_by: string | null;
  creator_name: string | null;
  original_filename: string;
  mime_type: string;
  size_bytes: string;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  page_count: number | null;
  sha256: string;
  pin_count: string;
  is_purged: boolean;
  small: { width: number; height: number } | null;
}

const text = `
  select v.number, v.id = m.current_version_id as is_current, v.note, v.created_at, v.created_by,
    u.display_name as creator_name, v.original_filename, b.mime_type, b.size_bytes, v.width, v.height,
    v.duration_seconds, v.page_count, b.sha256, v.needs_active_blob is null as is_purged,
    (select count(*) from reference r where r.namespace_id = v.namespace_id and r.media_id = v.media_id
        and r.version_pin = v.number and r.needs_version)
      + (select count(*) from snapshot_item s where s.namespace_id = v.namespace_id and s.shown_media_id = v.media_id
        and s.version = v.number and s.needs_version) as pin_count,
    (select json_build_object('width', r.width, 'height', r.height) from rendition r
      where r.namespace_id = v.namespace_id and r.blob_id = v.blob_id and r.preset = 'small') as small
  from media m
  join media_version v on v.namespace_id = m.namespace_id and v.media_id = m.id
  join blob b on b.namespace_id = v.namespace_id and b.id = v.blob_id
  left join "user" u on u.id = v.created_by
  where m.namespace_id = $1 and m.id = $2 order by v.number desc`;

/**
 * The versions of a file, newest first.
 * @throws MediaError `not-found`, also for a file that the actor may not see.
 */
export async function listVersions(scope: Scope, { id }: { id: string }): Promise<MediaVersion[]> {
  const [media] = await findMedia(scope, [id]);
  if (!media) throw new MediaError('not-found', { id });
  const { rows } = await scope.db.pool.query<VersionRow>(text, [scope.namespace.id, id]);
  const origin = scope.origin();
  const accessLevel = media.access_level as AccessLevel;
  return rows.map((row) => {
    const target = { mediaId: id, version: row.number, accessLevel };
    const sign = (purpose: 'preset' | 'original') =>
      isOpenToAll(media) ? undefined : scope.grants.sign(purpose, target, media.rights_end);
    const { small } = row;
    return {
      mediaId: id as MediaId,
      number: row.number,
      isCurrent: row.is_current,
      note: row.note,
      createdAt: row.created_at.toISOString(),
      createdBy:
        row.created_by === null
          ? null
          : { id: row.created_by as UserId, displayName: row.creator_name ?? '' },
      originalFilename: row.original_filename || media.original_filename,
      mimeType: row.mime_type,
      sizeBytes: Number(row.size_bytes),
      width: row.width,
      height: row.height,
      durationSeconds: row.duration_seconds,
      pageCount: row.page_count,
      hash: row.sha256,
      pinCount: Number(row.pin_count),
      isPurged: row.is_purged,
      url: row.is_purged
        ? null
        : fileUrl(origin, {
            ...target,
            slug: media.slug,
            mimeType: row.mime_type,
            grant: sign('original'),
            isVersionNamed: true,
          }),
      thumbnail:
        row.is_purged || !small
          ? null
          : { ...small, url: thumbnailUrl(origin, { ...target, preset: 'small', grant: sign('preset') }) },
    };
  });
}
