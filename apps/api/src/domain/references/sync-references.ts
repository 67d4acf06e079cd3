import type { SyncReferencesInput, SyncReferencesResult } from '@vitrine/schema';
import type * as z from 'zod';
import { Prisma } from '../../db/generated/client.ts';
import { type Transaction, transaction } from '../../db/transaction.ts';
import { authorize } from '../identity/can.ts';
import { recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';
import { requireUsable } from './require-usable.ts';
import { upsertContent } from './upsert-content.ts';

type SyncInput = z.output<typeof SyncReferencesInput>;
type Result = z.output<typeof SyncReferencesResult>;
type Wanted = SyncInput['references'][number];

const keyOf = (use: { mediaId: string; fieldPath: string }) => `${use.mediaId} ${use.fieldPath}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Makes the uses of a content item exactly those given: the whole answer of a host to "what does this page show
 * now". All or nothing.
 * @throws MediaError `not-found`, `gone` for files that can not be used: see requireUsable.
 */
export async function syncReferences(scope: Scope, input: SyncInput): Promise<Result> {
  authorize(scope.actor, 'reference.change');
  const wanted = new Map(input.references.map((use) => [keyOf(use), use]));
  return transaction(scope, async (tx) => {
    const contentItemId = await upsertContent(tx, scope, input.content);
    const present = await tx.reference.findMany({
      where: { namespaceId: scope.namespace.id, contentItemId },
    });
    const presentKeys = new Set(present.map(keyOf));
    const removed = present.filter((use) => !wanted.has(keyOf(use)));
    // By file, so that the locks of their keys are taken in the same order by everybody.
    const added = [...wanted.values()]
      .filter((use) => !presentKeys.has(keyOf(use)))
      .sort((a, b) => compare(keyOf(a), keyOf(b)));
    await requireUsable(tx, scope, [...new Set(added.map(({ mediaId }) => mediaId))]);

    await tx.reference.deleteMany({ where: { id: { in: removed.map(({ id }) => id) } } });
    await tx.reference.createMany({
      data: added.map((use) => ({
        id: scope.newId(),
        namespaceId: scope.namespace.id,
        contentItemId,
        mediaId: use.mediaId,
        fieldPath: use.fieldPath,
        ...describe(use),
      })),
    });
    for (const use of present) {
      const now = wanted.get(keyOf(use));
      if (now) await redescribe(tx, use, now);
    }
    await recordUses(tx, scope, contentItemId, [...added, ...removed]);
    return { added: added.length, removed: removed.length, unchanged: present.length - removed.length };
  });
}

/** Records that the uses of these files changed; nothing where there are none. */
export async function recordUses(
  tx: Transaction,
  scope: Scope,
  contentItemId: string,
  changed: readonly { mediaId: string }[],
): Promise<void> {
  if (changed.length === 0) return;
  await recordChange(tx, scope, {
    action: 'references.changed',
    entity: 'content_item',
    ids: [contentItemId],
    event: 'reference.changed',
    eventIds: [...new Set(changed.map(({ mediaId }) => mediaId))],
  });
}

const describe = (use: Wanted) => ({
  crop: use.crop ?? Prisma.DbNull,
  alt: use.alt ?? null,
  decorative: use.decorative ?? null,
  caption: use.caption ?? null,
});

type Present = Awaited<ReturnType<Transaction['reference']['findMany']>>[number];

async function redescribe(tx: Transaction, present: Present, wanted: Wanted): Promise<void> {
  const { crop } = present;
  const isSame =
    present.alt === (wanted.alt ?? null) &&
    present.caption === (wanted.caption ?? null) &&
    present.decorative === (wanted.decorative ?? null) &&
    isSameCrop(crop, wanted.crop);
  if (!isSame) await tx.reference.update({ where: { id: present.id }, data: describe(wanted) });
}

function isSameCrop(present: Present['crop'], wanted: Wanted['crop']): boolean {
  if (!wanted || present === null || typeof present !== 'object' || Array.isArray(present)) {
    return !wanted && present === null;
  }
  return (['x', 'y', 'width', 'height'] as const).every((side) => present[side] === wanted[side]);
}
