import { MediaError } from '../../errors/media-error.ts';
import { authorize, can } from '../identity/can.ts';
import { resourceOf } from '../media/find-media.ts';
import { reviewStatusOf } from '../review/review-status-of.ts';
import type { Scope } from '../scope.ts';

interface Replaced {
  id: string;
  kind: string;
  access_level: string;
  uploaded_by: string | null;
  deleted_at: Date | null;
  review_status: string;
}

/**
 * Sees to it that the actor may give this file another content.
 * @param kind of the new content, once it is known.
 * @throws MediaError `not-found`, `auth.denied` also where the new content would have to be reviewed and the old one is
 * approved, `gone` in the trash, `upload.mime-refused` for another kind: pages were made for what it is.
 */
export function checkReplaceable<Media extends Replaced>(
  scope: Scope,
  media: Media | undefined,
  kind?: string,
): Media {
  if (!media || !can(scope.actor, 'media.read', resourceOf(media))) throw new MediaError('not-found');
  authorize(scope.actor, 'media.change', resourceOf(media));
  const { id } = media;
  if (media.deleted_at) {
    throw new MediaError('gone', { id }, { message: 'This file is in the trash. Restore it to replace it.' });
  }
  if (media.review_status === 'approved' && reviewStatusOf(scope) === 'pending') {
    throw new MediaError(
      'auth.denied',
      { id },
      {
        message:
          'Files are reviewed here, and this one is approved. Upload the new one as a file of its own.',
      },
    );
  }
  if (kind !== undefined && kind !== media.kind) {
    throw new MediaError(
      'upload.mime-refused',
      { kind: media.kind },
      { message: `A file of kind ${media.kind} can only be replaced by one of the same kind.` },
    );
  }
  return media;
}
