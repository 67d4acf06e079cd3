import { createAccessToken, parseApiKey } from '@vitrine/client';
import { KeyScope, type Role } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openTestDomain,
  TEST_ORIGIN,
  type TestDomain,
  type TestSite,
} from '../../testing/open-test-domain.ts';
import { authenticate } from '../identity/authenticate.ts';
import type { CallerScope } from '../scope.ts';
import { createKey } from './create-key.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const denied = expect.objectContaining({ code: 'auth.denied' });
const identify = (key: string) => domain.services.authenticator.identify(`Bearer ${key}`);
const scopeWith = (key: string) =>
  authenticate(domain.services, { authorization: `Bearer ${key}`, requestId: 'test' });
const wanted = (
  { namespaceId }: TestSite,
  more: { role?: Role; scopes?: KeyScope[]; expiresAt?: string } = {},
) => ({ namespaceId, name: 'A host', role: 'editor' as Role, scopes: [], ...more });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test('a key is 32 random bytes, seen once, kept as a hash', async () => {
  const site = await domain.addSite();
  const made = await createKey(await site.as('admin'), wanted(site));
  const { id, secret } = parseApiKey(made.key);
  expect(secret).toHaveLength(32);
  expect(made.id).toBe(id);
  const listed = await listKeys(await site.as('admin'), site);
  const stored = await domain.services.db.prisma.apiKey.findUnique({ where: { id } });
  const text = made.key.split('_')[2] ?? '';
  for (const shown of [listed, stored]) {
    expect(JSON.stringify(shown)).not.toContain(text);
    expect(JSON.stringify(shown)).not.toContain(Buffer.from(secret).toString('hex'));
  }
});

test('nobody makes a key that may do more than they may', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const narrow = await createKey(admin, wanted(site, { role: 'admin', scopes: ['manage', 'read'] }));
  const { token } = await createAccessToken({
    apiKey: narrow.key,
    audience: TEST_ORIGIN,
    user: { id: 'ada', displayName: 'Ada' },
    role: 'admin',
  });
  // Neither with the key itself nor with a token of it.
  for (const credential of [narrow.key, token]) {
    const scope = await scopeWith(credential);
    await expect(createKey(scope, wanted(site, { scopes: ['manage', 'upload'] }))).rejects.toEqual(denied);
    await expect(createKey(scope, wanted(site))).rejects.toEqual(denied);
    expect(await createKey(scope, wanted(site, { scopes: ['read'] }))).toMatchObject({ scopes: ['read'] });
  }
  await expect(createKey(await site.as('editor'), wanted(site, { role: 'viewer' }))).rejects.toEqual(denied);
});

test('nobody gets a wider key by rotating somebody else’s', async () => {
  const site = await domain.addSite();
  const narrow = await createKey(await site.as('admin'), wanted(site, { role: 'admin', scopes: ['manage'] }));
  const scope = await scopeWith(narrow.key);
  const { namespaceId, keyId: id } = site;
  await expect(rotateKey(scope, { namespaceId, id, graceSeconds: 0 })).rejects.toEqual(denied);
  await expect(identify(site.apiKey)).resolves.toBeDefined();
});

test('a rotation makes a key like the old one, which goes on until the grace is over', async () => {
  const site = await domain.addSite();
  const { namespaceId } = site;
  const admin = await site.as('admin');
  const old = await createKey(
    admin,
    wanted(site, { scopes: ['upload'], expiresAt: inDays(90).toISOString() }),
  );
  const renewed = await rotateKey(admin, { namespaceId, id: old.id, graceSeconds: 3600 });
  expect(renewed).toMatchObject({ name: 'A host', role: 'editor', scopes: ['upload'], replacedBy: null });
  expect(renewed.key).not.toBe(old.key);
  expect(Math.round((Date.parse(renewed.expiresAt ?? '') - Date.now()) / 86_400_000)).toBe(90);
  for (const { key } of [old, renewed]) await expect(identify(key)).resolves.toBeDefined();
  const replaced = (await listKeys(admin, site)).find(({ id }) => id === old.id);
  expect(replaced?.replacedBy).toBe(renewed.id);
  expect((Date.parse(replaced?.expiresAt ?? '') - Date.now()) / 1000).toBeGreaterThan(3500);
  await expect(rotateKey(admin, { namespaceId, id: old.id, graceSeconds: 0 })).rejects.toMatchObject({
    code: 'conflict',
  });
  await rotateKey(admin, { namespaceId, id: renewed.id, graceSeconds: 0 });
  await expect(identify(renewed.key)).rejects.toMatchObject({ code: 'auth.required' });
});

test('rotating makes no dying key live longer, and an ended one is not renewed', async () => {
  const site = await domain.addSite();
  const { namespaceId } = site;
  const admin = await site.as('admin');
  const old = await createKey(admin, wanted(site, { expiresAt: inDays(1).toISOString() }));
  await rotateKey(admin, { namespaceId, id: old.id, graceSeconds: 30 * 86_400 });
  const [kept] = (await listKeys(admin, site)).filter(({ id }) => id === old.id);
  expect(kept?.expiresAt).toBe(old.expiresAt);
  const revoked = await createKey(admin, wanted(site));
  await revokeKey(admin, { namespaceId, id: revoked.id });
  await expect(rotateKey(admin, { namespaceId, id: revoked.id, graceSeconds: 0 })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('of two who rotate a key at once one is told that it was done', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const old = await createKey(admin, wanted(site));
  const rotate = () => rotateKey(admin, { namespaceId: site.namespaceId, id: old.id, graceSeconds: 60 });
  const outcomes = await Promise.allSettled([rotate(), rotate()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an end in the past makes no key', async () => {
  const site = await domain.addSite();
  const past = wanted(site, { expiresAt: inDays(-1).toISOString() });
  await expect(createKey(await site.as('admin'), past)).rejects.toMatchObject({ code: 'input.invalid' });
});

test('the use of a key, or of a token made with it, is seen', async () => {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const made = await createKey(admin, wanted(site));
  expect(made.lastUsedAt).toBeNull();
  await identify(made.key);
  const used = (await listKeys(admin, site)).find(({ id }) => id === made.id);
  expect(Date.now() - Date.parse(used?.lastUsedAt ?? '')).toBeLessThan(60_000);
});

test('another process refuses a revoked key as soon as it is told', async () => {
  const site = await domain.addSite();
  const { id, key } = await createKey(await site.as('admin'), wanted(site));
  await identify(key);
  const { namespaceId } = site;
  // As another process does it: this one hears of it by the event alone, long before what it knows is old.
  const elsewhere = {
    ...(await site.as('admin')),
    authenticator: { ...domain.services.authenticator, forget: () => undefined },
  };
  await revokeKey(elsewhere, { namespaceId, id });
  await expect
    .poll(() => identify(key).catch((error: unknown) => error), { timeout: 900, interval: 10 })
    .toMatchObject({ code: 'auth.required' });
});

test('operators have keys of their own, and never lose the last', async () => {
  const operator: CallerScope = await domain.operator();
  const site = await domain.addSite();
  const mine = { namespaceId: null, name: 'Operator', role: 'admin' as const };
  await expect(createKey(await site.as('admin'), { ...mine, scopes: [] })).rejects.toEqual(denied);
  await expect(listKeys(await site.as('admin'), { namespaceId: null })).rejects.toEqual(denied);
  const made = await createKey(operator, { ...mine, scopes: ['manage'] });
  expect((await identify(made.key)).actor).toMatchObject({ kind: 'operator', scopes: ['manage'] });
  await expect(createKey(await scopeWith(made.key), { ...mine, scopes: [] })).rejects.toEqual(denied);
  const own = { namespaceId: null, id: operator.actor.keyId ?? '' };
  await expect(revokeKey(operator, own)).rejects.toMatchObject({ code: 'conflict' });
  await expect(revokeKey(operator, { namespaceId: site.namespaceId, id: made.id })).rejects.toMatchObject({
    code: 'not-found',
  });
  await revokeKey(operator, { namespaceId: null, id: made.id });
  await expect(identify(made.key)).rejects.toMatchObject({ code: 'auth.required' });
});

test('every scope there is can be given', async () => {
  const site = await domain.addSite();
  const made = await createKey(await site.as('admin'), wanted(site, { scopes: [...KeyScope.options] }));
  expect((await identify(made.key)).actor.scopes).toEqual(KeyScope.options);
});
