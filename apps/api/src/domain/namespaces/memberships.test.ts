import type { UserId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { listSessionNamespaces } from '../identity/list-session-namespaces.ts';
import { makeDefaultNamespace } from '../identity/make-default-namespace.ts';
import { addMembership } from './add-membership.ts';
import { createKey } from './create-key.ts';
import { createNamespace } from './create-namespace.ts';
import { listKeys } from './list-keys.ts';
import { listMemberships } from './list-memberships.ts';
import { removeMembership } from './remove-membership.ts';
import { updateMembership } from './update-membership.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const denied = expect.objectContaining({ code: 'auth.denied' });
const identify = (authorization: string) => domain.services.authenticator.identify(authorization);
const page = { includeRemoved: false, limit: 100 };
const userIdOf = async (authorization: string) => (await identify(authorization)).actor.userId as UserId;

test('a lowered role and a removal count with the next request, whatever the token says', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const authorization = await site.signIn('admin', 'ada');
  const { namespaceId } = site;
  const userId = await userIdOf(authorization);
  await updateMembership(admin, { namespaceId, userId, role: 'viewer' });
  expect((await identify(authorization)).actor.role).toBe('viewer');
  await updateMembership(admin, { namespaceId, userId, role: 'editor' });
  expect((await identify(authorization)).actor.role).toBe('editor');
  await removeMembership(admin, { namespaceId, userId });
  await expect(identify(authorization)).rejects.toEqual(denied);
  await expect(identify(await site.signIn('admin', 'ada'))).rejects.toEqual(denied);
});

test('keys that a person made end with the membership, others do not', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const ada = await site.as('admin', 'ada');
  const { namespaceId } = site;
  const wanted = { namespaceId, name: 'Hers', role: 'editor' as const, scopes: [] };
  const hers = await createKey(ada, wanted);
  const removed = await removeMembership(admin, { namespaceId, userId: ada.actor.userId as UserId });
  expect(removed.revokedKeyIds).toEqual([hers.id]);
  await expect(identify(`Bearer ${hers.key}`)).rejects.toMatchObject({ code: 'auth.required' });
  await expect(identify(`Bearer ${site.apiKey}`)).resolves.toBeDefined();
  expect((await listKeys(admin, site)).filter(({ revokedAt }) => revokedAt === null)).toMatchObject([
    { id: site.keyId },
  ]);
});

test('a key may no more than who made it may by now', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const ada = await site.as('admin', 'ada');
  const { namespaceId } = site;
  const userId = ada.actor.userId as UserId;
  const { key } = await createKey(ada, { namespaceId, name: 'Hers', role: 'admin', scopes: [] });
  expect((await identify(`Bearer ${key}`)).actor.role).toBe('admin');
  await updateMembership(admin, { namespaceId, userId, role: 'viewer' });
  expect((await identify(`Bearer ${key}`)).actor.role).toBe('viewer');
  await updateMembership(admin, { namespaceId, userId, role: 'admin' });
  expect((await identify(`Bearer ${key}`)).actor.role).toBe('admin');
});

test('who is added before they come has the role that was given', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const { namespaceId } = site;
  const user = { subject: 'grace', displayName: 'Grace', email: 'grace@example.org' };
  const added = await addMembership(admin, { namespaceId, user, role: 'contributor' });
  expect(added).toMatchObject({ user, role: 'contributor', isDefault: true, removedAt: null });
  expect((await identify(await site.signIn('admin', 'grace'))).actor).toMatchObject({
    userId: added.user.id,
    role: 'contributor',
  });
  const again = addMembership(admin, { namespaceId, user, role: 'viewer' });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
  await removeMembership(admin, { namespaceId, userId: added.user.id });
  await addMembership(admin, { namespaceId, user, role: 'viewer' });
  expect((await identify(await site.signIn('admin', 'grace'))).actor.role).toBe('viewer');
});

test('nobody changes their own membership, so that no admin shuts themselves out', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin', 'ada');
  const own = { namespaceId: site.namespaceId, userId: admin.actor.userId as UserId };
  await expect(updateMembership(admin, { ...own, role: 'viewer' })).rejects.toEqual(denied);
  await expect(removeMembership(admin, own)).rejects.toEqual(denied);
});

test('people are listed newest first, in pages, found by name, without those who were removed', async () => {
  const site = await domain.addSite();
  const admin = await site.asKey();
  const { namespaceId } = site;
  for (const name of ['Ada', 'Grace', 'Alan 100%']) {
    await addMembership(admin, { namespaceId, user: { subject: name, displayName: name }, role: 'viewer' });
  }
  const list = async (more: object = {}) => {
    const found = await listMemberships(admin, { namespaceId, ...page, ...more });
    return { names: found.items.map(({ user }) => user.displayName), next: found.nextCursor };
  };
  expect(await list()).toEqual({ names: ['Alan 100%', 'Grace', 'Ada'], next: null });
  const first = await list({ limit: 2 });
  expect(first.names).toEqual(['Alan 100%', 'Grace']);
  expect(await list({ limit: 2, after: first.next })).toEqual({ names: ['Ada'], next: null });
  expect((await list({ search: 'A' })).names).toEqual(['Alan 100%', 'Grace', 'Ada']);
  expect((await list({ search: '0%' })).names).toEqual(['Alan 100%']);
  expect((await list({ search: '_' })).names).toEqual([]);
  const { items } = await listMemberships(admin, { namespaceId, ...page, search: 'grace' });
  await removeMembership(admin, { namespaceId, userId: items[0]?.user.id as UserId });
  expect((await list()).names).toEqual(['Alan 100%', 'Ada']);
  expect((await list({ includeRemoved: true })).names).toContain('Grace');
});

/** A second namespace of the same host. */
async function addSister(site: TestSite): Promise<TestSite> {
  const { id: issuerOwner } = await domain.services.db.prisma.namespace.findUniqueOrThrow({
    where: { id: site.namespaceId },
  });
  const sister = await domain.addSite();
  await domain.services.db.prisma.namespace.update({
    where: { id: sister.namespaceId },
    data: { issuer: `namespace:${issuerOwner}` },
  });
  domain.services.authenticator.forget();
  return sister;
}

test('sites of one host share their people, who begin where they choose', async () => {
  const one = await domain.addSite();
  const two = await addSister(one);
  const [here, there] = [await one.as('editor', 'ada'), await two.as('viewer', 'ada')];
  expect(there.actor.userId).toBe(here.actor.userId);
  const defaults = async () =>
    (await listSessionNamespaces(here)).map(({ id, isDefault }) => [id, isDefault] as const);
  expect(await defaults()).toEqual([
    [one.namespaceId, true],
    [two.namespaceId, false],
  ]);
  expect(await makeDefaultNamespace(there)).toMatchObject({ id: two.namespaceId, isDefault: true });
  await Promise.all([makeDefaultNamespace(here), makeDefaultNamespace(there), makeDefaultNamespace(here)]);
  expect((await defaults()).filter(([, isDefault]) => isDefault)).toHaveLength(1);
  await makeDefaultNamespace(there);
  expect(await defaults()).toEqual([
    [two.namespaceId, true],
    [one.namespaceId, false],
  ]);

  // Who is removed from one is still in the other, and begins there.
  await removeMembership(await two.as('admin'), {
    namespaceId: two.namespaceId,
    userId: here.actor.userId as UserId,
  });
  expect(await defaults()).toEqual([[one.namespaceId, true]]);
  expect((await identify(await one.signIn('editor', 'ada'))).actor.role).toBe('editor');
});

test('only the operator says that namespaces share people, and only at their beginning', async () => {
  const one = await domain.addSite();
  const operator = await domain.operator();
  const made = await createNamespace(operator, {
    slug: `sister-${Date.now()}`,
    name: 'Sister',
    sharesPeopleWith: one.namespaceId,
  });
  const row = await domain.services.db.prisma.namespace.findUnique({ where: { id: made.id } });
  expect(row?.issuer).toBe(`namespace:${one.namespaceId}`);
  const missing = domain.services.newId() as typeof one.namespaceId;
  const orphan = createNamespace(operator, { slug: 'orphan', name: 'Orphan', sharesPeopleWith: missing });
  await expect(orphan).rejects.toMatchObject({ code: 'not-found' });
});

test('a key is nobody’s: it works in its namespace and has no default', async () => {
  const site = await domain.addSite();
  const key = await site.asKey();
  expect(await listSessionNamespaces(key)).toMatchObject([{ id: site.namespaceId, isDefault: true }]);
  await expect(makeDefaultNamespace(key)).rejects.toEqual(denied);
});
