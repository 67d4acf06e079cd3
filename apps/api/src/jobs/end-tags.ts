import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { endTagsJob as described } from '../domain/tags/describe-end-tags.ts';
import { runEndTags } from '../domain/tags/run-end-tags.ts';
import { defineJob } from './define-job.ts';

/** Takes tags that were merged or deleted off the many files that carry them. */
export const endTagsJob = defineJob({
  ...described,
  async run(services, { namespaceId, taskId }, { requestId, signal, isLastAttempt }) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await runEndTags(scope, { taskId, signal, isLastAttempt });
  },
});
