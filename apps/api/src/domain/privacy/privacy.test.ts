import { PersonalData, type UserId } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import { syncPage } from '../../testing/sync-page.ts';
import { admitMember } from '../identity/admit-member.ts';
import { sweepBars } from '../identity/sweep-bars.ts';
import { getMedia } from '../media/get-media.ts';
import { addMembership } from '../namespaces/add-membership.ts';
import { removeMembership } from '../namespaces/remove-membership.ts';
import { createTag } from '../tags/create-tag.ts';
import { beginUpload } from '../uploads/begin-upload.ts';
import { sweepOrphans } from '../uploads/sweep-orphans.ts';
import { anonymizeUser } from './anonymize-user.ts';
import { eraseUser } from './erase-user.ts';
import { appendToLedger, readLedger } from './erasure-ledger.ts';
import { exportUser } from './export-user.ts';
import { reapplyErasures } from './reapply-erasures.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

const subject = 'ada@example.org';
const reason = 'Asked for.';

async function addWorld() {
  const site = await domain.addSite();
  const admin = await site.as('admin');
  const ada = await site.as('editor', subject);
  const userId = ada.actor.userId ?? '';
  const file = { accessLevel: 'public', uploadedBy: userId, deletedAt: null };
  const [used = '', free = ''] = await addManyMedia(domain.services.db, site.namespaceId, [file, file]);
  await syncPage(ada, {}, [used]);
  await createTag(ada, { name: 'Hers' });
  return { site, admin, ada, userId, used, free };
}

/** Every row of the database that still says something, by table. */
async function mentions(text: string): Promise<string[]> {
  const { pool } = domain.services.db;
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    if (name === '_prisma_migrations') continue;
    const { rowCount } = await pool.query(`select from "${name}" t where t::text like '%' || $1 || '%'`, [
      text,
    ]);
    if (rowCount) found.push(name);
  }
  return found.sort();
}

test('a person gets all that names them, and nothing of anybody else', async () => {
  const { site, admin, ada, userId, used, free } = await addWorld();
  await addManyMedia(domain.services.db, site.namespaceId, [
    { accessLevel: 'public', uploadedBy: admin.actor.userId, deletedAt: null },
  ]);
  const data = PersonalData.parse(await exportUser(admin, { userId }));
  expect(data).toMatchObject({
    person: { subject },
    // A membership starts with the role of the key that signed the token.
    namespaces: [{ membership: { role: 'admin' }, tags: [{ name: 'Hers' }] }],
  });
  const [here] = data.namespaces;
  expect(here?.files.map(({ id }) => id).sort()).toEqual([used, free].sort());
  expect(here?.actions.map(({ action }) => action)).toContain('tag.created');
  await expect(exportUser(ada, { userId })).rejects.toMatchObject({ code: 'auth.denied' });
  const stranger = (await (await domain.addSite()).as('viewer')).actor.userId ?? '';
  await expect(exportUser(admin, { userId: stranger })).rejects.toMatchObject({ code: 'not-found' });
});

test('anonymizing keeps the files and forgets whose they were', async () => {
  const { admin, userId, used, free } = await addWorld();
  const { mediaIds } = await anonymizeUser(admin, { userId, reason });
  expect([...mediaIds].sort()).toEqual([used, free].sort());
  expect(await getMedia(admin, { id: free })).toMatchObject({ uploadedBy: null, deletedAt: null });
});

test('erasing removes a person and their files, but for those that content shows', async () => {
  const { site, admin, userId, used, free } = await addWorld();
  const erased = await eraseUser(admin, { userId, reason });
  expect(erased).toEqual({ purgedIds: [free], keptIds: [used], isKnownElsewhere: false });
  await drainJobs(domain.services);
  expect(await getMedia(admin, { id: used })).toMatchObject({ uploadedBy: null });
  await expect(getMedia(admin, { id: free })).rejects.toMatchObject({ code: 'not-found' });
  await expect(eraseUser(admin, { userId, reason })).rejects.toMatchObject({ code: 'not-found' });
  // The pseudonym, the membership that was removed, and the audit, which knows ids only.
  expect(await mentions(userId)).toEqual(['audit_entry', 'membership', 'user']);
  const issuer = `namespace:${site.namespaceId}`;
  expect(await domain.services.db.prisma.user.findFirst({ where: { issuer, subject } })).toBeNull();
});

test('what an erased person still holds does not bring them back, a token of later does', async () => {
  const { site, admin, userId } = await addWorld();
  const { prisma } = domain.services.db;
  const authorization = await site.signIn('editor', subject);
  const identify = () => domain.services.authenticator.identify(authorization);
  expect((await identify()).actor.userId).toBe(userId);
  await eraseUser(admin, { userId, reason });
  await expect(identify()).rejects.toMatchObject({ code: 'auth.denied' });
  const issuer = `namespace:${site.namespaceId}`;
  expect(await prisma.user.count({ where: { issuer, subject } })).toBe(0);
  // As if it had been made after the erasure.
  await prisma.admissionBar.updateMany({ data: { tokensUntil: new Date(Date.now() - 60_000) } });
  expect((await identify()).actor.userId).not.toBe(userId);
  await sweepBars({ ...domain.services, now: () => new Date(Date.now() + 3_600_000) });
  expect(await prisma.admissionBar.count({ where: { namespaceId: site.namespaceId } })).toBe(0);
});

test('who had been removed stays out after their erasure, until an admin adds them', async () => {
  const { site, admin, userId } = await addWorld();
  const { namespaceId } = site;
  await removeMembership(admin, { namespaceId, userId: userId as UserId });
  await eraseUser(admin, { userId, reason });
  await sweepBars({ ...domain.services, now: () => new Date(Date.now() + 3_600_000) });
  const later = { ...domain.services, now: () => new Date(Date.now() + 600_000) };
  const person = { issuer: `namespace:${namespaceId}`, subject };
  const claims = {
    sub: subject,
    name: 'Ada',
    role: 'editor',
    iat: later.now().getTime() / 1000,
    exp: 0,
  } as const;
  const admission = admitMember(later, { namespaceId, issuer: person.issuer, claims, keyRole: 'admin' });
  await expect(admission).rejects.toMatchObject({ code: 'auth.denied' });
  expect(await domain.services.db.prisma.user.count({ where: person })).toBe(0);
  const user = { subject, displayName: 'Ada' };
  await addMembership(admin, { namespaceId, user, role: 'viewer' });
  expect((await site.as('editor', subject)).actor.role).toBe('viewer');
});

test('what was erased is erased again after a restore, but not who came back since', async () => {
  const { site, admin, userId, free } = await addWorld();
  const { prisma } = domain.services.db;
  const before = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
  await eraseUser(admin, { userId, reason });
  const [entry] = await readLedger(domain.services, site.namespaceId);
  expect(JSON.stringify(entry)).not.toContain(subject);
  // The clean-up of what nothing points at leaves the ledger alone.
  await sweepOrphans({ ...domain.services, now: () => new Date(Date.now() + 86_400_000) });
  expect(await readLedger(domain.services, site.namespaceId)).toHaveLength(1);

  // As a backup from before: the person is there, the erasure isn't.
  await prisma.user.update({
    where: { id: userId },
    data: { subject, displayName: before.displayName, erasedAt: null },
  });
  await prisma.membership.updateMany({ where: { userId }, data: { removedAt: null } });
  await domain.services.db.pool.query(
    'update media set uploaded_by = $1 where id in (select media_id from media_index where namespace_id = $2)',
    [userId, site.namespaceId],
  );
  const ledgerOnly = { ...domain.services, db: forgetting(domain.services.db) };
  expect(await reapplyErasures(ledgerOnly, 'restore')).toMatchObject({ erased: 1, unreadable: 0 });
  expect(await prisma.user.findUnique({ where: { id: userId } })).toMatchObject({
    displayName: 'Erased person',
  });
  await expect(getMedia(admin, { id: free })).rejects.toMatchObject({ code: 'not-found' });

  await prisma.admissionBar.updateMany({ data: { tokensUntil: new Date(0) } });
  const back = await site.as('editor', subject);
  expect(back.actor.userId).not.toBe(userId);
  expect(await reapplyErasures(ledgerOnly, 'restore')).toMatchObject({ erased: 0 });
});

test('one erasure that can not be done again keeps nobody else from being erased, and is tried again', async () => {
  const { prisma } = domain.services.db;
  const site = await domain.addSite();
  const issuer = `namespace:${site.namespaceId}`;
  const [first, second] = [await site.as('editor', 'first'), await site.as('editor', 'second')];
  const uploadId = first.newId();
  await beginUpload(first, { uploadId, filename: 'a.md', declaredMimeType: null, sizeBytes: 4, fields: [] });
  const damage = (fields: object) =>
    prisma.upload.update({ where: { id: uploadId }, data: { state: 'finishing', fields } });
  await damage({ temporary: 'of no form' });
  for (const subject of ['first', 'second']) {
    await appendToLedger(first, 'erased', { issuer, subject, isRemoved: false });
  }
  expect(await reapplyErasures(domain.services, 'restore')).toMatchObject({ erased: 1, failed: 1 });
  const nameOf = async ({ actor }: typeof first) =>
    (await prisma.user.findUniqueOrThrow({ where: { id: actor.userId ?? '' } })).displayName;
  expect(await nameOf(second)).toBe('Erased person');
  await damage({});
  expect(await reapplyErasures(domain.services, 'restore')).toMatchObject({ erased: 1, failed: 0 });
  expect(await nameOf(first)).toBe('Erased person');
});

/** A database whose table of erasures is that of an older backup: nothing may delete its rows. */
function forgetting(db: TestDomain['services']['db']): TestDomain['services']['db'] {
  const prisma = new Proxy(db.prisma, {
    get: (target, name) =>
      name === 'erasure' ? { findMany: () => Promise.resolve([]) } : Reflect.get(target, name),
  });
  return { ...db, prisma };
}
