import type { Transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { freeSlug } from '../media/free-slug.ts';
import { reviewStatusOf } from '../review/review-status-of.ts';
import type { Scope } from '../scope.ts';
import { recordVersion } from '../versions/record-version.ts';
import { slugOfFilename, slugOfText, titleOfFilename } from './name-file.ts';

/** What a version says of its bytes: from the inspection, or from another version of the same blob. */
export interface VersionFacts {
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  pageCount: number | null;
  hasAlpha: boolean;
  animated: boolean;
  metadata: object;
  privateMetadata: object;
  /** As `signedHash`. */
  phash: bigint | null;
  placeholder: string | null;
  palette: unknown;
  damaged: boolean;
  extractedText: string | null;
}

export interface NewMedia {
  blobId: string;
  kind: string;
  filename: string;
  title?: string | undefined;
  description?: string | undefined;
  /** ISO. */
  takenAt: string | null;
  processingStatus: 'pending' | 'ready';
  /** Goes to the trash after a while unless content uses it by then. */
  isTemporary: boolean;
  facts: VersionFacts;
}

/** More at once than this all wanted one name, and every one of them lost every time: something else is wrong. */
const maxNameAttempts = 200;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Writes a file and its first version. Its slug is the first that is free; where somebody takes it in the same moment,
 * the unique index makes this wait for their commit and try the next.
 */
export async function recordMedia(tx: Transaction, scope: Scope, media: NewMedia): Promise<string> {
  const namespaceId = scope.namespace.id;
  const mediaId = scope.newId();
  const versionId = scope.newId();
  const wanted = media.title ? slugOfText(media.title) : slugOfFilename(media.filename);
  const row = {
    title: media.title ?? titleOfFilename(media.filename),
    fieldSources: JSON.stringify({
      ...(media.title && { title: 'user' }),
      ...(media.description && { description: 'user' }),
    }),
    at: scope.now(),
    temporaryUntil: media.isTemporary
      ? new Date(scope.now().getTime() + scope.config.retention.temporaryHours * HOUR_MS)
      : null,
  };
  for (let attempt = 0; ; attempt++) {
    if (attempt === maxNameAttempts) throw new MediaError('conflict', { field: 'slug' });
    const slug = await freeSlug(tx, namespaceId, wanted);
    const inserted = await tx.$executeRaw`
      insert into media (id, namespace_id, title, slug, description, original_filename, kind, access_level,
                         review_status, processing_status, current_version_id, uploaded_by, taken_at, temporary_until,
                         field_sources, created_at, updated_at)
      values (${mediaId}::uuid, ${namespaceId}::uuid, ${row.title}, ${slug}, ${media.description ?? ''},
              ${media.filename}, ${media.kind}, ${scope.namespace.defaultAccessLevel},
              ${reviewStatusOf(scope)}, ${media.processingStatus},
              ${versionId}::uuid, ${scope.actor.userId}::uuid, ${media.takenAt}::timestamptz,
              ${row.temporaryUntil}, ${row.fieldSources}::jsonb, ${row.at}, ${row.at})
      on conflict (namespace_id, slug) where deleted_at is null do nothing`;
    if (inserted === 1) break;
  }
  await recordVersion(tx, scope, {
    id: versionId,
    mediaId,
    number: 1,
    blobId: media.blobId,
    originalFilename: media.filename,
    facts: media.facts,
    at: row.at,
  });
  return mediaId;
}
