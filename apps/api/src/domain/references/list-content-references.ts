import type { ContentKey, ContentReference } from '@vitrine/schema';
import type * as z from 'zod';
import { authorize } from '../identity/can.ts';
import { findMedia } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';

/** What a content item uses, as far as the actor may see it, in the order of the fields. */
export async function listContentReferences(
  scope: Scope,
  content: z.output<typeof ContentKey>,
): Promise<z.output<typeof ContentReference>[]> {
  authorize(scope.actor, 'library.read');
  const namespaceId = scope.namespace.id;
  const uses = await scope.db.prisma.reference.findMany({
    where: {
      namespaceId,
      contentItem: {
        namespaceId,
        type: content.type,
        externalId: content.id,
        locale: content.locale,
        state: content.state,
      },
    },
    select: { mediaId: true, fieldPath: true },
    orderBy: [{ fieldPath: 'asc' }, { mediaId: 'asc' }],
  });
  const rows = await findMedia(
    scope,
    uses.map(({ mediaId }) => mediaId),
  );
  const seen = new Set(rows.map(({ id }) => id));
  return uses.filter(({ mediaId }) => seen.has(mediaId)) as z.output<typeof ContentReference>[];
}
