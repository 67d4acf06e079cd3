import { afterAll, expect, test } from 'vitest';
import { toMediaError } from '../../errors/to-media-error.ts';
import { parseObjectKey } from '../../storage/object-keys.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { addReference } from '../references/add-reference.ts';
import { removeReference } from '../references/remove-reference.ts';
import type { Scope } from '../scope.ts';
import { sweepDyingBlobs } from '../uploads/sweep-uploads.ts';
import { removeVersions } from '../versions/remove-versions.ts';
import { replaceMedia } from '../versions/replace-media.ts';
import { restoreVersion } from '../versions/restore-version.ts';
import { deleteMedia } from './delete-media.ts';
import { purgeMedia } from './purge-media.ts';
import { restoreMedia } from './restore-media.ts';

const domain = await openTestDomain();
const { db, storage } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const durationMs = 3000;
const page = (n: number) => ({
  type: 'page',
  id: `p${n}`,
  locale: '',
  state: 'published' as const,
  title: '',
  url: null,
});

/** Each must answer no row, whatever was done before. */
const invariants = {
  'a use that needs a live file has one': `
    select r.id from reference r join media m on m.id = r.media_id where r.needs_live and m.deleted_at is not null`,
  'a version that is kept has an active blob': `
    select v.id from media_version v join blob b on b.id = v.blob_id where v.needs_active_blob and b.state <> 'active'`,
  'the current version of a file that is not purged is kept': `
    select m.id from media m join media_version v on v.id = m.current_version_id
    where m.purge_started_at is null and v.needs_active_blob is null`,
  'no blob lives for nothing': `
    select b.id from blob b where b.state = 'active'
      and not exists (select from media_version v where v.blob_id = b.id and v.needs_active_blob)`,
  'all that began to die is dead': `select id from blob where state = 'dying'`,
  'bytes are kept once': `
    select sha256 from blob where state = 'active' group by namespace_id, sha256, size_bytes having count(*) > 1`,
  'the ledger says what is stored': `
    select u.namespace_id from namespace_usage u
    where u.used_bytes <> (select coalesce(sum(size_bytes), 0) from blob b where b.namespace_id = u.namespace_id and b.state = 'active')
      or u.reserved_bytes <> 0`,
  'a purge ends': `select id from media where purge_started_at is not null and purged_at is null`,
  'the index holds what is there, and nothing else': `
    select m.id from media m full join media_index i on i.media_id = m.id where (m.purge_started_at is null) <> (i.media_id is not null)`,
  'who shows a file by force says why': `
    select r.id from reference r where r.needs_live is null and not exists (
      select from audit_entry a where a.entity_id = r.media_id::text and a.action in ('media.forced', 'media.purged') and a.reason is not null)`,
};

test('eight people upload, replace, use, delete, restore and purge at once: no byte of a file that lives is lost', async () => {
  const admin: Scope = await (await domain.addSite()).as('admin');
  const ids: string[] = [];
  const texts = ['one\n', 'two, longer\n', 'three, longest\n'];
  const pick = <Item>(from: readonly Item[]) => from[Math.floor(Math.random() * from.length)] as Item;
  const text = () => pick(texts);
  for (let n = 0; n < 4; n += 1) {
    ids.push(await uploadText(admin, { text: text(), onDuplicate: 'keep-both' }));
  }
  const reason = 'under load';
  const steps: (() => Promise<unknown>)[] = [
    async () => ids.push(await uploadText(admin, { text: text(), onDuplicate: 'keep-both' })),
    () => uploadText(admin, { text: text(), replaces: pick(ids) as never }),
    () => replaceMedia(admin, { id: pick(ids), fromId: pick(ids) }),
    () => restoreVersion(admin, { id: pick(ids), number: 1 }),
    () => removeVersions(admin, { id: pick(ids), numbers: [1], reason }),
    () => addReference(admin, { mediaId: pick(ids) as never, content: page(1), fieldPath: '' }),
    () => addReference(admin, { mediaId: pick(ids) as never, content: page(2), fieldPath: '' }),
    () => removeReference(admin, { mediaId: pick(ids) as never, content: page(1) }),
    () => deleteMedia(admin, { ids: [pick(ids), pick(ids)] }),
    () => deleteMedia(admin, { ids: [pick(ids)], force: true, reason }),
    () => restoreMedia(admin, { ids: [pick(ids), pick(ids)] }),
    () => purgeMedia(admin, { ids: [pick(ids)], reason }),
    () => purgeMedia(admin, { ids: [pick(ids)], force: Math.random() < 0.2, reason }),
    () => sweepDyingBlobs(domain.services),
  ];
  const told = new Set<string>();
  const end = performance.now() + durationMs;
  const work = async () => {
    while (performance.now() < end) {
      await pick(steps)().catch((error: unknown) => told.add(toMediaError(error).code));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  const expected = ['not-found', 'gone', 'media.in-use', 'conflict'];
  expect([...told].filter((code) => !expected.includes(code))).toEqual([]);
  await expectWhole(admin);

  // And nothing is left where nobody wants it any more.
  await purgeMedia(admin, { ids, force: true, reason });
  await expectWhole(admin);
  const left = await db.prisma.namespaceUsage.findUniqueOrThrow({
    where: { namespaceId: admin.namespace.id },
  });
  expect(left.usedBytes).toBe(0n);
});

async function expectWhole({ namespace }: Scope): Promise<void> {
  await drainJobs(domain.services);
  await sweepDyingBlobs(domain.services);
  for (const [name, sql] of Object.entries(invariants)) {
    expect((await db.pool.query(sql)).rows, name).toEqual([]);
  }
  const blobs = await db.prisma.blob.findMany({ where: { namespaceId: namespace.id } });
  for (const { storageKey, state, sizeBytes } of blobs) {
    const object = await storage.head(parseObjectKey(storageKey));
    expect(object?.sizeBytes ?? null, state).toBe(state === 'active' ? Number(sizeBytes) : null);
  }
}
