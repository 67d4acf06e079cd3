import { afterAll, expect, test } from 'vitest';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { claimRequest } from './claim-request.ts';
import { keepClaim } from './keep-claim.ts';

const domain = await openTestDomain();
const { db } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const request = { key: 'k', sha256: 'a'.repeat(64) };
const seconds = (count: number) => () => new Date(Date.now() + count * 1000);
const rows = (namespaceId: string) => db.prisma.idempotentRequest.findMany({ where: { namespaceId } });

test('nobody takes over from whoever is still at it, however long it takes', async () => {
  const scope = await (await domain.addSite()).asKey();
  const namespaceId = scope.namespace.id;
  const { claimedAt } = await claimRequest(scope, request, [scope.newId()]);
  const later = { ...scope, now: seconds(50) };
  const kept = keepClaim(later, { key: request.key, claimedAt }, { everyMs: 5 });
  await expect
    .poll(async () => Number((await rows(namespaceId))[0]?.claimedAt ?? 0))
    .toBeGreaterThan(claimedAt.getTime() + 40_000);
  const much = { ...scope, now: seconds(100) };
  let isFree = false;
  const next = claimRequest(much, request, [scope.newId()]).then((claim) => ({ ...claim, isFree }));
  for (let i = 0; i < 5; i++) await rows(namespaceId);
  isFree = true;
  await kept.giveBack(true);
  expect(await next).toMatchObject({ state: 'taken-over', isFree: true });
});

test('whoever was taken over from takes nothing back', async () => {
  const scope = await (await domain.addSite()).asKey();
  const { claimedAt } = await claimRequest(scope, request, [scope.newId()]);
  const kept = keepClaim(scope, { key: request.key, claimedAt });
  const taken = await claimRequest({ ...scope, now: seconds(61) }, request, [scope.newId()]);
  for (const isUnsure of [true, false]) {
    await kept.giveBack(isUnsure);
    expect(await rows(scope.namespace.id)).toMatchObject([{ state: 'running', claimedAt: taken.claimedAt }]);
  }
});
