import type { Database } from '../../db/open-database.ts';
import type { Transaction } from '../../db/transaction.ts';
import { EndTagsInput, endTagsTaskKind } from './describe-end-tags.ts';

/**
 * Tags that were merged or deleted while some files still carry them, with what these will carry instead: for everybody
 * they are gone. Where their task is cancelled or fails, they are back, on the files that were left.
 */
export async function findEndingTags(
  db: Transaction | Database['prisma'],
  namespaceId: string,
): Promise<ReadonlyMap<string, string | null>> {
  const tasks = await db.task.findMany({
    where: { namespaceId, kind: endTagsTaskKind, state: { in: ['queued', 'running'] } },
    select: { input: true },
  });
  return new Map(
    tasks.flatMap(({ input }) => {
      const { ids = [], intoId = null } = EndTagsInput.safeParse(input).data ?? {};
      return ids.map((id) => [id, intoId] as const);
    }),
  );
}
