import { refreshIndexJob as described } from '../domain/indexing/describe-index-refresh.ts';
import { runIndexRefresh } from '../domain/indexing/run-index-refresh.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { defineJob } from './define-job.ts';

/** Brings what search knows of many files up to date: after a tag was renamed, or the language of a namespace changed. */
export const refreshIndexJob = defineJob({
  ...described,
  async run(services, { namespaceId, taskId }, { requestId, signal, isLastAttempt }) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await runIndexRefresh(scope, { taskId, signal, isLastAttempt });
  },
});
