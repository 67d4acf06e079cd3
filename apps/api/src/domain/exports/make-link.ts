import { Role, TaskId } from '@vitrine/schema';
import * as z from 'zod';
import type { Prisma } from '../../db/generated/client.ts';
import { transaction } from '../../db/transaction.ts';
import { type Change, recordChange } from '../record-change.ts';
import type { Scope } from '../scope.ts';

/** What of those who asked for a download its task doesn't say. */
export const Asked = z.object({
  filename: z.string(),
  apiKeyId: z.string().nullable(),
  /** A token may be for less than its person may do; null for an operator. */
  role: Role.nullable(),
});

export interface Download {
  /** Of the task: it says what is written. */
  kind: string;
  filename: string;
  /** null where nobody knows how much there is. */
  total: number | null;
  /** What is to be written, by ids: it is looked at when it is fetched. */
  input: Prisma.InputJsonObject;
}

export interface Link {
  taskId: TaskId;
  url: string;
  filename: string;
  expiresAt: string;
}

/**
 * Makes a link by which something is downloaded that is written while it is sent; a task tells how far that is.
 * @param changes what else the audit says of it.
 */
export async function makeLink(scope: Scope, download: Download, ...changes: Change[]): Promise<Link> {
  const taskId = scope.newId();
  const { kind, filename, total } = download;
  const { keyId: apiKeyId, role, userId } = scope.actor;
  const input = { ...download.input, ...({ filename, apiKeyId, role } satisfies z.input<typeof Asked>) };
  await transaction(scope, async (tx) => {
    await tx.task.create({
      data: { id: taskId, namespaceId: scope.namespace.id, kind, userId, total, input },
    });
    await recordChange(
      tx,
      scope,
      { action: 'task.created', entity: 'task', ids: [taskId], event: 'task.changed' },
      ...changes,
    );
  });
  const grant = scope.grants.sign('zip', { taskId });
  const { expiresAt } = scope.grants.verify('zip', { taskId }, grant);
  const door = filename.endsWith('.zip') ? 'zip' : 'exports';
  return {
    taskId: TaskId.parse(taskId),
    url: `${scope.origin()}/${door}/${taskId}?g=${grant}`,
    filename,
    expiresAt: expiresAt.toISOString(),
  };
}
