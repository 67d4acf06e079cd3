import type { MediaFile, UpdateMediaInput } from '@vitrine/schema';
import type * as z from 'zod';
import { refreshMediaIndex } from '../../db/refresh-media-index.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { MediaError } from '../../errors/media-error.ts';
import { describeDifference } from '../describe-difference.ts';
import { authorize, can } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { resolveTags } from '../tags/resolve-tags.ts';
import { describeWithdrawal } from './describe-withdrawal.ts';
import { resourceOf } from './find-media.ts';
import { findMisfits } from './find-misfits.ts';
import { getMedia } from './get-media.ts';
import { lockMedia } from './lock-media.ts';

/** What the audit keeps of a change. */
const described = {
  title: true,
  slug: true,
  description: true,
  alt: true,
  caption: true,
  credit: true,
  license: true,
  rightsStart: true,
  rightsEnd: true,
  focalX: true,
  focalY: true,
  keep: true,
  accessLevel: true,
} as const;

type UpdateInput = z.output<typeof UpdateMediaInput>;

/**
 * Changes what is said of a file: only the fields that are there, `tags` and `alt` as a whole. What a person wrote
 * is marked as theirs, so that no suggestion writes over it.
 * @throws MediaError `not-found`, `auth.denied`, `gone` for one in the trash, `conflict` where `ifRevision` is not
 * the present one, `input.invalid` for a level at which it no longer fits the file that stands in its place.
 */
export async function updateMedia(scope: Scope, input: UpdateInput): Promise<MediaFile> {
  const { id, ifRevision, tags, focalPoint, ...fields } = input;
  await transaction(scope, async (tx) => {
    const media = (await lockMedia(tx, scope, [id])).get(id);
    if (!media || !can(scope.actor, 'media.read', resourceOf(media)))
      throw new MediaError('not-found', { id });
    authorize(scope.actor, 'media.change', resourceOf(media));
    // Nobody shuts a file away from themselves: they could not take it back.
    const { accessLevel = resourceOf(media).accessLevel } = fields;
    authorize(scope.actor, 'media.change', { ...resourceOf(media), accessLevel });
    if (media.deleted_at) {
      throw new MediaError(
        'gone',
        { id },
        { message: 'This file is in the trash. Restore it to change it.' },
      );
    }
    if (ifRevision !== undefined && ifRevision !== media.revision) {
      throw new MediaError('conflict', { revision: media.revision });
    }
    const { accessLevel: from } = resourceOf(media);
    if (accessLevel !== from) {
      const misfit = (await findMisfits(tx, scope, new Map([[id, accessLevel]]))).get(id);
      if (misfit) throw misfit;
    }
    const changed = Object.keys(input).filter((name) => name !== 'id' && name !== 'ifRevision');
    const sources = Object.fromEntries(changed.map((name) => [name, 'user']));
    const before = await tx.media.findUniqueOrThrow({ where: { id }, select: described });
    const after = await tx.media.update({
      where: { id },
      select: described,
      data: {
        ...fields,
        // A new end is told of anew.
        ...(fields.rightsEnd !== undefined && { rightsTold: null }),
        ...(focalPoint && { focalX: focalPoint.x, focalY: focalPoint.y }),
        fieldSources: { ...media.field_sources, ...sources },
        revision: { increment: 1 },
        updatedAt: scope.now(),
      },
    });
    const tagged: Tagged = tags ? await setTags(tx, scope, id, await resolveTags(tx, scope, tags)) : {};
    const difference = describeDifference({ ...before, ...tagged.before }, { ...after, ...tagged.after });
    await recordChange(
      tx,
      scope,
      { action: 'media.updated', entity: 'media', ids: [id], event: 'media.updated', difference },
      ...describeWithdrawal([id], { from, to: accessLevel }),
    );
    await refreshMediaIndex(tx, [id]);
  });
  return getMedia(scope, { id });
}

interface Tagged {
  before?: { tagIds: string[] };
  after?: { tagIds: string[] };
}

async function setTags(tx: Transaction, scope: Scope, mediaId: string, tagIds: string[]): Promise<Tagged> {
  const namespaceId = scope.namespace.id;
  const present = await tx.mediaTag.findMany({ where: { namespaceId, mediaId }, select: { tagId: true } });
  await tx.mediaTag.deleteMany({ where: { namespaceId, mediaId, tagId: { notIn: tagIds } } });
  await tx.mediaTag.createMany({
    data: tagIds
      .toSorted()
      .map((tagId) => ({ namespaceId, mediaId, tagId, source: 'user', createdBy: scope.actor.userId })),
    skipDuplicates: true,
  });
  return {
    before: { tagIds: present.map(({ tagId }) => tagId).sort() },
    after: { tagIds: [...new Set(tagIds)].sort() },
  };
}
