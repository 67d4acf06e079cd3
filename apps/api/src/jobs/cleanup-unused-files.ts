import { cleanUnused, planUnusedCleanup } from '../domain/cleanup/clean-unused.ts';
import { cleanupUnusedJob as described } from '../domain/cleanup/describe-cleanup.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { defineJob } from './define-job.ts';

/** Daily: moves to the trash what nothing has used for long. */
export const cleanupUnusedFilesJob = defineJob({
  ...described,
  async run(services, { namespaceId, taskId, ...options }, { requestId, signal, isLastAttempt }) {
    if (namespaceId === undefined || taskId === undefined) {
      const begun = await planUnusedCleanup(services, options, requestId);
      if (begun > 0) services.log.info({ begun }, 'began to look for unused files');
      return;
    }
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await cleanUnused(scope, options, { taskId, signal, isLastAttempt });
  },
});
