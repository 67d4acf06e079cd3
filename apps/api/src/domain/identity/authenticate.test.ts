import { createHmac, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createAccessToken, deriveTokenKey, parseApiKey } from '@vitrine/client';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openTestDomain,
  TEST_ORIGIN,
  type TestDomain,
  type TestSite,
} from '../../testing/open-test-domain.ts';
import { revokeKey } from '../namespaces/revoke-key.ts';
import { createAuthenticator } from './create-authenticator.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const identify = (authorization: string | undefined) => domain.services.authenticator.identify(authorization);
/** As a process that knows nothing yet. */
const identifyAnew = (authorization: string) => createAuthenticator(domain.services).identify(authorization);
const required = expect.objectContaining({ code: 'auth.required' });
const user = { id: 'u1', displayName: 'Ada' };

/** A token of the site's key with claims of one's choice. */
async function forge(site: TestSite, claims: Record<string, unknown>, header: Record<string, unknown> = {}) {
  const { id, secret } = parseApiKey(site.apiKey);
  const { privateKey } = await deriveTokenKey(secret);
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    sub: 'u1',
    name: 'Ada',
    role: 'editor',
    aud: TEST_ORIGIN,
    iat: now,
    exp: now + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: id, ...header })
    .sign(privateKey);
}

test('a key stands for itself, in its namespace', async () => {
  const site = await domain.addSite();
  const { actor, namespace } = await identify(`Bearer ${site.apiKey}`);
  expect(actor).toMatchObject({ kind: 'key', role: 'admin', userId: null, namespaceId: site.namespaceId });
  expect(namespace?.id).toBe(site.namespaceId);
});

test('a key with a wrong secret, of a wrong form or unknown is refused alike', async () => {
  const site = await domain.addSite();
  const other = await domain.addSite();
  const { id } = parseApiKey(site.apiKey);
  const foreignSecret = other.apiKey.split('_').slice(2).join('_');
  for (const key of [`vt_${id}_${foreignSecret}`, `vt_${id}_short`, `vt_nobody_${foreignSecret}`]) {
    await expect(identify(`Bearer ${key}`)).rejects.toEqual(required);
  }
  for (const header of [undefined, '', 'Bearer', `Basic ${site.apiKey}`, site.apiKey, 'Bearer a.b.c']) {
    await expect(identify(header)).rejects.toEqual(required);
  }
});

test('a token makes its person and membership at first sight, once also when many come at a time', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('editor', 'ada');
  const identities = await Promise.all(Array.from({ length: 8 }, () => identifyAnew(authorization)));
  expect(new Set(identities.map(({ actor }) => actor.userId)).size).toBe(1);
  expect(identities[0]?.actor).toMatchObject({ kind: 'user', role: 'editor', displayName: 'Person ada' });
  const { prisma } = domain.services.db;
  const { namespaceId } = site;
  expect(await prisma.membership.count({ where: { namespaceId } })).toBe(1);
  const { userId } = identities[0]?.actor ?? {};
  expect(await prisma.auditEntry.findMany({ where: { namespaceId } })).toMatchObject([
    { action: 'membership.made', actorKind: 'user', actorId: userId, entity: 'user', entityId: userId },
  ]);
});

test('the same person of two namespaces is two: one host can not speak for the people of another', async () => {
  const [one, two] = [await domain.addSite(), await domain.addSite()];
  const first = await identify(await one.signIn('admin', 'same'));
  const second = await identify(await two.signIn('viewer', 'same'));
  expect(first.actor.userId).not.toBe(second.actor.userId);
  expect(second.actor.role).toBe('viewer');
});

test('nobody may do more than the least of key, token and membership', async () => {
  const site = await domain.addSite();
  const { prisma } = domain.services.db;
  const authorization = await site.signIn('editor', 'ada');
  const { actor } = await identify(authorization);
  await prisma.membership.updateMany({
    where: { userId: actor.userId ?? '' },
    data: { role: 'contributor' },
  });
  expect((await identifyAnew(authorization)).actor.role).toBe('contributor');
  await prisma.apiKey.update({ where: { id: site.keyId }, data: { role: 'viewer' } });
  expect((await identifyAnew(authorization)).actor.role).toBe('viewer');
});

test('a removed membership denies, and the next token does not make it again', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('editor', 'ada');
  const { actor } = await identify(authorization);
  const { prisma } = domain.services.db;
  await prisma.membership.updateMany({
    where: { userId: actor.userId ?? '' },
    data: { removedAt: new Date() },
  });
  const denied = expect.objectContaining({ code: 'auth.denied' });
  await expect
    .poll(() => identify(authorization).catch((error: unknown) => error), { timeout: 3000 })
    .toEqual(denied);
  await expect(identify(await site.signIn('admin', 'ada'))).rejects.toEqual(denied);
});

test('revoking a key ends it and its tokens with the next request', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('editor');
  await identify(authorization);
  await revokeKey(await site.as('admin'), { namespaceId: site.namespaceId, id: site.keyId });
  await expect(identify(authorization)).rejects.toEqual(required);
  await expect(identify(`Bearer ${site.apiKey}`)).rejects.toEqual(required);
});

test('an expired key and its tokens are refused', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('editor');
  const past = new Date(Date.now() - 1000);
  await domain.services.db.prisma.apiKey.update({ where: { id: site.keyId }, data: { expiresAt: past } });
  await expect(identify(`Bearer ${site.apiKey}`)).rejects.toEqual(required);
  await expect(identify(authorization)).rejects.toEqual(required);
});

test('a token for another instance is refused', async () => {
  const site = await domain.addSite();
  const options = { apiKey: site.apiKey, user, role: 'editor' } as const;
  const { token } = await createAccessToken({ ...options, audience: 'https://elsewhere.example.org' });
  await expect(identify(`Bearer ${token}`)).rejects.toEqual(required);
});

const now = () => Math.floor(Date.now() / 1000);
test.each<[string, () => Record<string, unknown>]>([
  ['without an end', () => ({ exp: undefined })],
  ['whose end is no number', () => ({ exp: 'tomorrow' })],
  ['without an audience', () => ({ aud: undefined })],
  ['without a beginning', () => ({ iat: undefined })],
  ['without a person', () => ({ sub: undefined })],
  ['of an unknown role', () => ({ role: 'owner' })],
  ['that lives longer than 15 minutes', () => ({ exp: now() + 901 })],
  ['that was made in the future', () => ({ iat: now() + 300, exp: now() + 600 })],
  ['that expired more than a minute ago', () => ({ iat: now() - 700, exp: now() - 61 })],
  ['that is not valid yet', () => ({ nbf: now() + 300 })],
])('a token %s is refused', async (_, claims) => {
  const site = await domain.addSite();
  await expect(identify(`Bearer ${await forge(site, claims())}`)).rejects.toEqual(required);
});

test('a clock that is off by less than a minute does no harm', async () => {
  const site = await domain.addSite();
  const early = await forge(site, { iat: now() + 50, exp: now() + 600 });
  const late = await forge(site, { iat: now() - 640, exp: now() - 40, sub: 'u2' });
  await expect(identify(`Bearer ${early}`)).resolves.toBeDefined();
  await expect(identify(`Bearer ${late}`)).resolves.toBeDefined();
});

test('no other algorithm stands for a signature: none, an HMAC with the public key, another key', async () => {
  const site = await domain.addSite();
  const { id, secret } = parseApiKey(site.apiKey);
  const { publicKey } = await deriveTokenKey(secret);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({
    sub: 'u1',
    name: 'Ada',
    role: 'admin',
    aud: TEST_ORIGIN,
    iat: now(),
    exp: now() + 600,
  });
  const none = `${part({ alg: 'none', kid: id })}.${claims}.`;

  const spki = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
  const hmacs = [
    Buffer.from(publicKey, 'base64url'),
    Buffer.from(publicKey),
    spki.export({ format: 'pem', type: 'spki' }),
  ];
  const head = `${part({ alg: 'HS256', kid: id })}.${claims}`;
  const confused = hmacs.map(
    (key) => `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`,
  );

  const { privateKey } = generateKeyPairSync('ed25519');
  const foreign = await new SignJWT({ sub: 'u1', name: 'Ada', role: 'admin', iat: now() })
    .setProtectedHeader({ alg: 'EdDSA', kid: id })
    .setAudience(TEST_ORIGIN)
    .setExpirationTime(now() + 600)
    .sign(privateKey);
  for (const token of [none, ...confused, foreign])
    await expect(identify(`Bearer ${token}`)).rejects.toEqual(required);
});

test('a database that does not answer is no reason to sign in again', async () => {
  const site = await domain.addSite();
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const { db } = domain.services;
  const pool = new Proxy(db.pool, {
    get: (real, name) => (name === 'query' ? () => Promise.reject(cause) : Reflect.get(real, name)),
  });
  const cutOff = createAuthenticator({ ...domain.services, db: { ...db, pool } });
  for (const credential of [await site.signIn('editor'), `Bearer ${site.apiKey}`]) {
    await expect(cutOff.identify(credential)).rejects.toBe(cause);
  }
});

test('a key of one namespace makes no token that passes for one of another', async () => {
  const [one, two] = [await domain.addSite(), await domain.addSite()];
  const token = await forge(one, {}, { kid: two.keyId });
  await expect(identify(`Bearer ${token}`)).rejects.toEqual(required);
});

test('an erased person is let in no more', async () => {
  const site = await domain.addSite();
  const authorization = await site.signIn('editor', randomUUID());
  const { actor } = await identify(authorization);
  const { prisma } = domain.services.db;
  await prisma.user.update({
    where: { id: actor.userId ?? '' },
    data: { erasedAt: new Date(), displayName: 'Erased' },
  });
  await expect(identifyAnew(authorization)).rejects.toMatchObject({ code: 'auth.denied' });
});
