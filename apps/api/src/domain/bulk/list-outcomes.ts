import type { MediaId, TaskOutcome, TaskOutcomes, TaskOutcomesInput } from '@vitrine/schema';
import type * as z from 'zod';
import { findMedia } from '../media/find-media.ts';
import type { Scope } from '../scope.ts';
import { findTask } from '../tasks/find-task.ts';

/** What became of each file of bulk work, in the order of their ids. @throws MediaError `not-found`. */
export async function listOutcomes(
  scope: Scope,
  input: z.output<typeof TaskOutcomesInput>,
): Promise<TaskOutcomes> {
  const { prisma } = scope.db;
  const { id: taskId } = await findTask(scope, input.id);
  const [rows, counted] = await Promise.all([
    prisma.taskItem.findMany({
      where: {
        taskId,
        ...(input.outcome && { outcome: input.outcome }),
        ...(input.after && { mediaId: { gt: input.after } }),
      },
      orderBy: { mediaId: 'asc' },
      take: input.limit + 1,
    }),
    prisma.taskItem.groupBy({ by: ['outcome'], where: { taskId }, _count: true }),
  ]);
  const shown = rows.slice(0, input.limit);
  const told = shown.flatMap(({ mediaId, message }) => (message === null ? [] : [mediaId]));
  const seen = new Set((await findMedia(scope, told)).map(({ id }) => id));
  const items = shown.map(
    ({ mediaId, outcome, code, message }): TaskOutcome => ({
      id: mediaId as MediaId,
      outcome: outcome as TaskOutcome['outcome'],
      code,
      // It names the file, and the content that shows it: for who sees them now.
      message: seen.has(mediaId) ? message : null,
    }),
  );
  const countOf = (outcome: string) => counted.find((one) => one.outcome === outcome)?._count ?? 0;
  return {
    items,
    counts: { pending: countOf('pending'), done: countOf('done'), failed: countOf('failed') },
    nextAfter: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null,
  };
}
