import { cleanDeleted, planDeletedCleanup } from '../domain/cleanup/clean-deleted.ts';
import { cleanupDeletedJob as described } from '../domain/cleanup/describe-cleanup.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { defineJob } from './define-job.ts';

/** Daily: purges what has lain in the trash for long enough. */
export const cleanupDeletedFilesJob = defineJob({
  ...described,
  async run(services, { namespaceId, taskId, ...options }, { requestId, signal, isLastAttempt }) {
    if (namespaceId === undefined || taskId === undefined) {
      const begun = await planDeletedCleanup(services, options, requestId);
      if (begun > 0) services.log.info({ begun }, 'began to purge what was in the trash for long enough');
      return;
    }
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await cleanDeleted(scope, options, { taskId, signal, isLastAttempt });
  },
});
