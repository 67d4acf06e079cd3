import { ListAuditInput } from '@vitrine/schema';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { purgeMedia } from '../media/purge-media.ts';
import { updateMedia } from '../media/update-media.ts';
import { updateMembership } from '../namespaces/update-membership.ts';
import { updateNamespace } from '../namespaces/update-namespace.ts';
import { anonymizeUser } from '../privacy/anonymize-user.ts';
import type { Scope } from '../scope.ts';
import { createTag } from '../tags/create-tag.ts';
import { updateTag } from '../tags/update-tag.ts';
import { keepSealing } from './keep-sealing.ts';
import { listAudit } from './list-audit.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAudit } from './verify-audit.ts';

const domain = await openTestDomain();
const { db } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

async function addWorld() {
  const site = await domain.addSite();
  const [admin, ada] = [await site.as('admin'), await site.as('editor', 'ada')];
  const { id } = await addMedia(db, site.namespaceId, { title: 'Old', uploadedBy: ada.actor.userId });
  return { site, admin, ada, id, userId: ada.actor.userId ?? '' };
}
const detailsOf = async (scope: Scope, action: string) =>
  (await listAudit(scope, ListAuditInput.parse({ action }))).items.map(({ detail }) => detail);
const rename = (scope: Scope, id: string, title: string) => updateMedia(scope, { id: id as never, title });

test('an entry keeps the fields that were changed, as they were and as they are', async () => {
  const { site, admin, ada, id, userId } = await addWorld();
  await rename(ada, id, 'New');
  await updateMedia(ada, { id: id as never, tags: [{ name: 'Harbour' }], title: 'New' });
  const [tags, title] = await detailsOf(admin, 'media.updated');
  expect(title).toEqual({ before: { title: 'Old' }, after: { title: 'New' } });
  expect(tags).toMatchObject({ before: { tagIds: [] }, after: { tagIds: [expect.any(String)] } });
  await rename(ada, id, 'New');
  expect((await detailsOf(admin, 'media.updated'))[0]).toBeNull();

  const { id: tagId } = await createTag(ada, { name: 'One' });
  await updateTag(ada, { id: tagId, color: '#000000' });
  expect(await detailsOf(admin, 'tag.updated')).toMatchObject([{ after: { color: '#000000' } }]);
  const { namespaceId } = site;
  await updateNamespace(admin, { id: namespaceId, settings: { review: { of: 'everybody' } } });
  expect(await detailsOf(admin, 'namespace.updated')).toMatchObject([
    { before: { 'settings.review': { of: 'nobody' } }, after: { 'settings.review': { of: 'everybody' } } },
  ]);
  await updateMembership(admin, { namespaceId, userId: userId as never, role: 'viewer' });
  expect(await detailsOf(admin, 'membership.updated')).toEqual([
    { before: { role: 'admin' }, after: { role: 'viewer' } },
  ]);
});

test('a detail is erased with the file or the person, and the seals hold', async () => {
  const { admin, ada, id, userId } = await addWorld();
  const { id: other } = await addMedia(db, admin.namespace.id, { title: 'Old' });
  await rename(ada, id, 'Hers');
  await rename(admin, other, 'Purged soon');
  const unsealed = async () => {
    await sealAudit(domain.services);
    return (await verifyAudit(domain.services)).unsealedEntries;
  };
  await expect.poll(unsealed, { timeout: 20_000 }).toBe(0);
  const { head } = await verifyAudit(domain.services);
  await purgeMedia(admin, { ids: [other], force: false, reason: 'test' });
  expect(await detailsOf(admin, 'media.updated')).toMatchObject([null, { after: { title: 'Hers' } }]);
  await anonymizeUser(admin, { userId, reason: 'Asked for.' });
  expect(await detailsOf(admin, 'media.updated')).toEqual([null, null]);
  expect(await verifyAudit(domain.services, head ?? '')).toMatchObject({ isIntact: true });
});

test('nobody changes a detail unseen', async () => {
  const { ada, id } = await addWorld();
  await rename(ada, id, 'New');
  const denied = { code: '42501' };
  await expect(db.pool.query("update audit_detail set after = '{}'")).rejects.toMatchObject(denied);
  await expect(db.pool.query('truncate audit_detail')).rejects.toMatchObject(denied);
  const owner = new pg.Client({ connectionString: db.url });
  await owner.connect();
  try {
    await owner.query('set session_replication_role = replica');
    await owner.query(`update audit_detail set after = '{"title":"Other"}' where after ->> 'title' = 'New'`);
  } finally {
    await owner.end();
  }
  expect((await verifyAudit(domain.services)).problems).toContainEqual(expect.stringContaining('details'));
});

test('sealing queues the next time within seconds, once', async () => {
  const before = Date.now();
  await keepSealing(domain.services);
  await keepSealing(domain.services);
  const { rows } = await db.pool.query<{ run_at: Date }>(
    "select run_at from graphile_worker.jobs where key = 'seal-audit'",
  );
  expect(rows).toHaveLength(1);
  const waitMs = (rows[0]?.run_at.getTime() ?? 0) - before;
  expect(waitMs).toBeGreaterThan(4000);
  expect(waitMs).toBeLessThan(15_000);
});
