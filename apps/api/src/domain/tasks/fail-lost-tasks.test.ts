import { BulkChanges } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { bulkUpdate } from '../bulk/bulk-update.ts';
import { retryTask } from '../bulk/retry-task.ts';
import { failLostTasks } from './fail-lost-tasks.ts';
import { getTask } from './get-task.ts';

test('a task whose job was killed at its last try ends, and can be begun again', async () => {
  await using domain = await openTestDomain();
  const { services } = domain;
  const site = await domain.addSite();
  const scope = await site.asKey();
  const file = { accessLevel: 'public', uploadedBy: null, deletedAt: null };
  const ids = await addManyMedia(services.db, site.namespaceId, Array(501).fill(file));
  const changes = BulkChanges.parse({ credit: 'Ada' });
  const { taskId } = await bulkUpdate(scope, { ids, changes });
  const id = taskId ?? '';
  expect(await failLostTasks(services, 'test')).toBe(0);
  await services.db.pool.query(
    "update graphile_worker._private_jobs set attempts = max_attempts where payload -> 'data' ->> 'taskId' = $1",
    [id],
  );
  expect(await failLostTasks(services, 'test')).toBe(1);
  expect(await getTask(scope, { id })).toMatchObject({ state: 'failed' });
  await retryTask(scope, { id });
  await drainJobs(services);
  expect(await getTask(scope, { id })).toMatchObject({ state: 'done', done: 501 });
});
