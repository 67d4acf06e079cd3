import { AccessLevel, Locale, Role } from '@vitrine/schema';
import * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';

/** Fields as they are written: `BulkChanges` of the contract without tags and collections. */
export const FieldChanges = z.strictObject({
  description: z.string().optional(),
  alt: z.record(Locale, z.string()).optional(),
  caption: z.string().optional(),
  credit: z.string().optional(),
  license: z.string().optional(),
  rightsStart: z.iso.datetime().nullable().optional(),
  rightsEnd: z.iso.datetime().nullable().optional(),
  keep: z.boolean().optional(),
  accessLevel: AccessLevel.optional(),
});
export type FieldChanges = z.output<typeof FieldChanges>;

const Ids = z.array(z.uuid());

export const UpdateWork = z.object({
  kind: z.literal('update'),
  fields: FieldChanges,
  addTagIds: Ids,
  removeTagIds: Ids,
  addToCollections: Ids,
  removeFromCollections: Ids,
});
export type UpdateWork = z.output<typeof UpdateWork>;

/** All others of the task are merged into the one that is kept. */
export const MergeWork = z.object({ kind: z.literal('merge'), keepId: z.uuid() });
export type MergeWork = z.output<typeof MergeWork>;

const Work = z.discriminatedUnion('kind', [
  UpdateWork,
  z.object({ kind: z.literal('delete'), force: z.boolean(), reason: z.string().optional() }),
  z.object({ kind: z.literal('restore') }),
  MergeWork,
  /** Takes back what another task did. */
  z.object({ kind: z.literal('undo'), taskId: z.uuid() }),
]);
export type BulkWork = z.output<typeof Work>;

/** What a task keeps: the work, and of those who asked what its row does not say. */
export const BulkInput = z.object({ work: Work, apiKeyId: z.string().nullable(), role: Role });

export const kindOf = (work: BulkWork) => `bulk-${work.kind}`;
export const isBulkKind = (kind: string) => kind.startsWith('bulk-');

export const bulkMediaJob = {
  name: 'bulk-media',
  payload: z.object({ namespaceId: z.uuid(), taskId: z.uuid() }),
} as const;

export async function enqueueBulk(tx: Transaction, scope: Scope, taskId: string): Promise<void> {
  const namespaceId = scope.namespace.id;
  await enqueue(
    tx,
    bulkMediaJob.name,
    bulkMediaJob.payload,
    { namespaceId, taskId },
    // One after the other in a namespace: two over the same files would only wait for each other.
    {
      jobKey: `${bulkMediaJob.name}:${taskId}`,
      queueName: `${bulkMediaJob.name}:${namespaceId}`,
      maxAttempts: 5,
      requestId: scope.requestId,
    },
  );
}
