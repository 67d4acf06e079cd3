import * as z from 'zod';
import type { Transaction } from '../../db/transaction.ts';
import { enqueue } from '../../queue/enqueue.ts';
import type { Scope } from '../scope.ts';

/** Whose words are counted anew: those of one namespace, or of those that are due. */
export const refreshVocabularyJob = {
  name: 'refresh-vocabulary',
  payload: z.object({
    namespaceId: z.uuid().optional(),
    /** Also large namespaces: it takes a minute for a million files. */
    isNightly: z.boolean().optional(),
  }),
} as const;

/** Of several changes in a row one count is enough. */
const AFTER_MS = 30_000;

/** Has the words of the namespace counted anew soon: after changes that no file tells of by its time of change. */
export async function queueVocabulary(tx: Transaction, scope: Scope, afterMs = AFTER_MS): Promise<void> {
  const namespaceId = scope.namespace.id;
  const { name, payload } = refreshVocabularyJob;
  await enqueue(
    tx,
    name,
    payload,
    { namespaceId },
    {
      jobKey: `${name}:${namespaceId}`,
      runAt: new Date(scope.now().getTime() + afterMs),
      maxAttempts: 3,
      priority: 5,
      requestId: scope.requestId,
    },
  );
}
