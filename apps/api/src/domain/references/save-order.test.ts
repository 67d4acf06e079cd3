import { ContentKey, MediaId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { addHostRole } from '../../testing/add-host-role.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { waitForLock } from '../../testing/wait-for-lock.ts';
import { deleteMedia, deleteMediaIn } from '../media/delete-media.ts';
import { lockMedia } from '../media/lock-media.ts';
import { removeReference } from './remove-reference.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const content = ContentKey.parse({ type: 'page', id: 'p1' });

/** A file, and a host's connection that saves the page which shows it. */
async function world() {
  const site = await domain.addSite();
  const scope = await site.asKey();
  const id = MediaId.parse((await addMedia(domain.services.db, site.namespaceId)).id);
  const host = await addHostRole(domain.services.db.url, scope.namespace.slug);
  const client = await host.connect();
  const save = async (fieldPath = '/hero') => {
    const request = { content, references: [{ mediaId: id, fieldPath }] };
    const { rows } = await client.query<{ result: unknown }>('select vitrine.references_sync($1) as result', [
      request,
    ]);
    return rows[0]?.result;
  };
  return { scope, id, client, save, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() };
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

test('a use that is removed while the host saves its page goes after that save, not before its commit', async () => {
  await using at = await world();
  await at.save();
  await at.client.query('begin');
  expect(await at.save()).toMatchObject({ unchanged: 1 });
  const removing = removeReference(at.scope, { content, mediaId: at.id, fieldPath: undefined });
  await waitForLock(domain.services.db);
  expect((await deleteMedia(at.scope, { ids: [at.id] })).failed).toMatchObject([{ code: 'media.in-use' }]);
  await at.client.query('commit');
  expect(await removing).toMatchObject({ removed: 1 });
});

test('a host that looked before a use was removed does not say that it is there still', async () => {
  await using at = await world();
  await at.save();
  await at.client.query('begin isolation level repeatable read');
  await at.client.query('select 1 from pg_class limit 1');
  await removeReference(at.scope, { content, mediaId: at.id, fieldPath: undefined });
  expect(await codeOf(at.save())).toBe('40001');
  await at.client.query('rollback');
});

test('a host that moves a use while its file is deleted by force waits, and is told no deadlock', async () => {
  await using at = await world();
  await at.save('/a');
  let saving: Promise<string> = Promise.resolve('');
  await transaction(at.scope, async (tx) => {
    await lockMedia(tx, at.scope, [at.id]);
    saving = codeOf(at.save('/b'));
    await waitForLock(domain.services.db);
    await deleteMediaIn(tx, at.scope, { ids: [at.id], force: true, reason: 'test' });
  });
  expect(await saving).toBe('done');
});
