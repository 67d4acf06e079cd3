import { transaction } from '../../db/transaction.ts';
import { hashRecipe, recipesOf } from '../../processing/recipes.ts';
import { enqueue } from '../../queue/enqueue.ts';
import { loadNamespace } from '../namespaces/load-namespace.ts';
import { recordChange } from '../record-change.ts';
import { type Services, systemScope } from '../scope.ts';
import { BackFillOutcomes, backFillTaskKind, backFillThumbnailsJob } from './describe-back-fill.ts';
import { countOutdatedMedia } from './find-outdated-media.ts';

/**
 * Gives each namespace whose thumbnails are made by other recipes than those configured a task that makes them anew.
 * One that works on it already is enough; files that could not be read again the last time are left alone.
 */
export async function planBackFill(services: Services, requestId: string): Promise<void> {
  const recipes = recipesOf(services.config.processing.presets);
  for (const { namespaceId, count } of await countOutdatedMedia(services.db, recipes)) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    const id = scope.newId();
    await transaction(services, async (tx) => {
      // Workers that start at once plan one after the other.
      await tx.$executeRaw`select from namespace where id = ${namespaceId}::uuid for update`;
      const last = await tx.task.findFirst({
        where: { namespaceId, kind: backFillTaskKind },
        orderBy: { createdAt: 'desc' },
      });
      if (last?.state === 'queued' || last?.state === 'running') return;
      const done = BackFillOutcomes.safeParse(last?.outcomes).data?.[0];
      if (done?.recipes === hashRecipe(recipes) && count <= done.failed) return;
      await tx.task.create({ data: { id, namespaceId, kind: backFillTaskKind, total: count } });
      await recordChange(tx, scope, {
        action: 'task.created',
        entity: 'task',
        ids: [id],
        event: 'task.changed',
      });
      await enqueue(
        tx,
        backFillThumbnailsJob.name,
        backFillThumbnailsJob.payload,
        { namespaceId, taskId: id },
        // After all that somebody waits for, and one namespace after the other.
        { jobKey: `back-fill:${namespaceId}`, queueName: 'back-fill', priority: 10, requestId },
      );
    });
  }
}
