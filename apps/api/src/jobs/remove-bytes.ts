import { removeBytesJob as described } from '../domain/media/describe-remove-bytes.ts';
import { removeBytes } from '../domain/media/remove-bytes.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { defineJob } from './define-job.ts';

/** Removes the objects of what was purged: the only one that does. */
export const removeBytesJob = defineJob({
  ...described,
  async run(services, { namespaceId, mediaIds, taskId }, { requestId, signal }) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await removeBytes(scope, { mediaIds, taskId, signal });
  },
});
