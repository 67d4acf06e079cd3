import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { parseApiKey } from './api-key.ts';
import { createAccessToken } from './create-access-token.ts';
import { createAccessTokenHandler } from './create-access-token-handler.ts';
import { deriveTokenKey } from './derive-token-key.ts';

const apiKey = `vt_demo1_${Buffer.alloc(32, 7).toString('base64url')}`;
const audience = 'https://media.example.org';
const user = { id: 'u-1', displayName: 'Anna' };

test('signs a token that the public half of the key verifies', async () => {
  const { token, expiresAt } = await createAccessToken({ apiKey, audience, user, role: 'editor' });
  const { publicKey } = await deriveTokenKey(parseApiKey(apiKey).secret);
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: publicKey }, 'EdDSA');
  const { payload } = await jwtVerify(token, key, { algorithms: ['EdDSA'], audience });
  expect(payload).toMatchObject({ sub: 'u-1', name: 'Anna', role: 'editor' });
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', kid: 'demo1' });
  expect(new Date(expiresAt).getTime()).toBe((payload.exp ?? 0) * 1000);
});

test('reduces the audience to its origin', async () => {
  const { token } = await createAccessToken({
    apiKey,
    audience: `${audience}/some/path`,
    user,
    role: 'viewer',
  });
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  expect(payload.aud).toBe(audience);
});

test('derives another key from another secret', async () => {
  const one = await deriveTokenKey(new Uint8Array(32).fill(1));
  const other = await deriveTokenKey(new Uint8Array(32).fill(2));
  expect(one.publicKey).not.toBe(other.publicKey);
});

test('refuses a life longer than fifteen minutes', async () => {
  await expect(
    createAccessToken({ apiKey, audience, user, role: 'viewer', expiresInSeconds: 901 }),
  ).rejects.toThrow(RangeError);
});

test('refuses a malformed key without repeating it', () => {
  expect(() => parseApiKey('vt_secretsecret')).toThrow(/not of the form/);
  expect(() => parseApiKey('vt_secretsecret')).not.toThrow(/secretsecret/);
});

test('the ready-made route answers a token to those who are signed in, and only by POST', async () => {
  const handler = createAccessTokenHandler({
    apiKey,
    audience,
    authorize: (request) => (request.headers.has('cookie') ? { user, role: 'editor' } : null),
  });
  const ask = (init: RequestInit) => handler(new Request('https://cms.example.org/api/vitrine-token', init));
  const answer = await ask({ method: 'POST', headers: { cookie: 'session=1' } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({ token: expect.any(String), expiresAt: expect.any(String) });
  expect((await ask({ method: 'POST' })).status).toBe(401);
  expect((await ask({ method: 'GET' })).status).toBe(405);
});
