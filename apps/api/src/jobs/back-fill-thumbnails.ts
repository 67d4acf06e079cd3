import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { backFillThumbnails } from '../domain/renditions/back-fill-thumbnails.ts';
import { backFillThumbnailsJob as described } from '../domain/renditions/describe-back-fill.ts';
import { systemScope } from '../domain/scope.ts';
import { defineJob } from './define-job.ts';

/** Makes the thumbnails of a namespace anew after the configured sizes changed. */
export const backFillThumbnailsJob = defineJob({
  ...described,
  async run(services, { namespaceId, taskId }, { requestId, signal, isLastAttempt }) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await backFillThumbnails(scope, { taskId, signal, isLastAttempt });
  },
});
