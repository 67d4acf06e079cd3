import * as z from 'zod';
import { transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Services } from '../scope.ts';
import { sealAudit } from './seal-audit.ts';

export const sealAuditJobShape = { name: 'seal-audit', payload: z.object({}) };

/** So long at most an entry of a transaction that is over lies open. */
const EVERY_MS = 5000;

/**
 * Seals what is ready and queues the next time: the clock of the queue knows minutes, and begins it anew where a run got
 * lost. @returns how many entries.
 */
export async function keepSealing(services: Services): Promise<number> {
  const sealed = await sealAudit(services);
  const runAt = new Date(services.now().getTime() + EVERY_MS);
  const { name, payload } = sealAuditJobShape;
  await transaction(services, (tx) =>
    enqueue(tx, name, payload, {}, { jobKey: name, runAt, maxAttempts: 1 }),
  );
  return sealed;
}
