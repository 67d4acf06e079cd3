import { rebalanceCollectionJob as described } from '../domain/collections/describe-rebalance.ts';
import { rebalanceCollection } from '../domain/collections/rebalance-collection.ts';
import { loadNamespace } from '../domain/namespaces/load-namespace.ts';
import { systemScope } from '../domain/scope.ts';
import { defineJob } from './define-job.ts';

/** Shortens the positions of a collection that was ordered very often. */
export const rebalanceCollectionJob = defineJob({
  ...described,
  async run(services, { namespaceId, collectionId }, { requestId }) {
    const scope = systemScope(services, await loadNamespace(services, namespaceId), requestId);
    await rebalanceCollection(scope, { id: collectionId });
  },
});
