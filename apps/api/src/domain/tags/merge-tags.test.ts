import { BulkTagInput, MediaListInput, UpdateMediaInput } from '@vitrine/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addManyMedia } from '../../testing/add-many-media.ts';
import { addMedia } from '../../testing/add-media.ts';
import { drainJobs } from '../../testing/drain-jobs.ts';
import { openTestDomain, type TestDomain, type TestSite } from '../../testing/open-test-domain.ts';
import { bulkTag } from '../bulk/bulk-tag.ts';
import { createCollection } from '../collections/create-collection.ts';
import { getCollection } from '../collections/get-collection.ts';
import { getMedia } from '../media/get-media.ts';
import { listMedia } from '../media/list-media.ts';
import { updateMedia } from '../media/update-media.ts';
import type { Scope } from '../scope.ts';
import { foldCounters } from '../stats/fold-counters.ts';
import { cancelTask } from '../tasks/cancel-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { createTag } from './create-tag.ts';
import { deleteTag } from './delete-tag.ts';
import { getTagTree } from './get-tag-tree.ts';
import { listTags } from './list-tags.ts';
import { mergeTags } from './merge-tags.ts';
import { runEndTags } from './run-end-tags.ts';
import { updateTag } from './update-tag.ts';

let domain: TestDomain;
beforeAll(async () => {
  domain = await openTestDomain();
});
afterAll(() => domain[Symbol.asyncDispose]());

type TagId = Awaited<ReturnType<typeof createTag>>['id'];
const addFile = async (site: TestSite, tagIds: readonly string[]) =>
  (await addMedia(domain.services.db, site.namespaceId, { tagIds: [...tagIds] })).id;
const namesOn = async (scope: Scope, id: string) =>
  (await getMedia(scope, { id })).tags.map(({ name }) => name).sort();
const find = async (scope: Scope, input: object) =>
  (await listMedia(scope, MediaListInput.parse({ limit: 1, ...input }))).total.value;

/** All that a word finds: a search counts no further than it has to. */
async function hits(site: TestSite, word: string): Promise<number> {
  const { rows } = await domain.services.db.pool.query<{ n: number }>(
    "select count(*)::int as n from media_index where namespace_id = $1 and search @@ to_tsquery('public.vitrine', $2)",
    [site.namespaceId, word],
  );
  return rows[0]?.n ?? 0;
}

/** How many live files carry each tag, counted one by one. */
async function bruteForce(site: TestSite): Promise<Map<string, number>> {
  const { rows } = await domain.services.db.pool.query<{ tag_id: string; n: string }>(
    `select tag_id, count(*) as n from media_tag mt join media m on m.id = mt.media_id
     where mt.namespace_id = $1 and m.deleted_at is null group by 1`,
    [site.namespaceId],
  );
  return new Map(rows.map(({ tag_id, n }) => [tag_id, Number(n)]));
}

async function expectTrueCounts(site: TestSite, ids: readonly string[]): Promise<void> {
  await foldCounters(domain.services);
  const { rows } = await domain.services.db.pool.query<{ subject_id: string; value: string }>(
    "select subject_id, value from counts_of('files', $1::uuid[]) where value <> 0",
    [ids],
  );
  const counted = new Map(rows.map(({ subject_id, value }) => [subject_id, Number(value)]));
  expect(counted).toEqual(new Map([...(await bruteForce(site))].filter(([id]) => ids.includes(id))));
}

test('files of merged tags carry the one that is left, a person’s tag as a person’s', async () => {
  const { pool } = domain.services.db;
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const [car, auto, cars] = [
    await createTag(scope, { name: 'Car' }),
    await createTag(scope, { name: 'Auto' }),
    await createTag(scope, { name: 'Cars' }),
  ];
  const child = await createTag(scope, { name: 'Van', parentId: auto.id });
  const smart = await createCollection(scope, { title: 'Autos', smartQuery: { tagIds: [auto.id] } });
  const both = await addFile(site, [auto.id, car.id]);
  const one = await addFile(site, [auto.id]);
  const other = await addFile(site, [cars.id, child.id]);
  await pool.query(
    "update media_tag set source = 'suggestion' where (media_id, tag_id) in (($1, $2), ($3, $4))",
    [both, car.id, one, auto.id],
  );
  expect(await mergeTags(scope, { ids: [auto.id, cars.id, auto.id], intoId: car.id })).toMatchObject({
    id: car.id,
    usageCount: 3,
    taskId: null,
  });
  expect(await namesOn(scope, both)).toEqual(['Car']);
  expect(await namesOn(scope, other)).toEqual(['Car', 'Van']);
  expect(await find(scope, { search: 'auto' })).toBe(0);
  const { rows } = await pool.query('select media_id, source from media_tag where tag_id = $1', [car.id]);
  const sources = new Map(rows.map(({ media_id, source }) => [media_id, source]));
  expect([sources.get(both), sources.get(one)]).toEqual(['user', 'suggestion']);
  expect(await getTagTree(scope)).toMatchObject([{ id: car.id, children: [{ id: child.id }] }]);
  expect(await getCollection(scope, { id: smart.id })).toMatchObject({
    smartQuery: { tagIds: [car.id] },
    fileCount: 3,
  });
  await expectTrueCounts(site, [car.id, auto.id, cars.id, child.id]);
  const audit = await domain.services.db.prisma.auditEntry.findMany({ where: { action: 'tag.merged' } });
  expect(audit.map(({ entityId }) => entityId).sort()).toEqual([auto.id, cars.id].sort());

  await expect(mergeTags(scope, { ids: [car.id], intoId: car.id })).rejects.toMatchObject({
    code: 'input.invalid',
  });
  await expect(mergeTags(scope, { ids: [auto.id], intoId: car.id })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a tag can be merged into one far below it: that takes its place', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const add = async (name: string, parentId?: TagId) => (await createTag(scope, { name, parentId })).id;
  const top = await add('top');
  const a = await add('a', top);
  const b = await add('b', a);
  const c = await add('c', b);
  await mergeTags(scope, { ids: [a], intoId: c });
  expect(await getTagTree(scope)).toMatchObject([
    { id: top, children: [{ id: c, children: [{ id: b, children: [] }] }] },
  ]);
});

test('files of a deleted tag carry the one that was named, and what is under it moves up', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  const top = await createTag(scope, { name: 'Top' });
  const old = await createTag(scope, { name: 'Old', parentId: top.id });
  const under = await createTag(scope, { name: 'Under', parentId: old.id });
  const file = await addFile(site, [old.id]);
  const before = { id: old.id, reassignToId: under.id };
  await expect(deleteTag(scope, { id: old.id, reassignToId: old.id })).rejects.toMatchObject({
    code: 'input.invalid',
  });
  await expect(deleteTag(scope, { id: old.id, reassignToId: file })).rejects.toMatchObject({
    code: 'not-found',
  });
  await deleteTag(scope, before);
  expect(await namesOn(scope, file)).toEqual(['Under']);
  expect(await getTagTree(scope)).toMatchObject([
    { id: top.id, children: [{ id: under.id, usageCount: 1 }] },
  ]);
  await expectTrueCounts(site, [top.id, old.id, under.id]);
});

test('a tag that very many files carry goes batch by batch, and no file is ever without its right tag', async () => {
  const { services } = domain;
  const site = await domain.addSite();
  const scope = await site.as('admin');
  const [old, left] = [await createTag(scope, { name: 'Old' }), await createTag(scope, { name: 'Left' })];
  const under = await createTag(scope, { name: 'Under', parentId: old.id });
  const file = { accessLevel: 'public', uploadedBy: null, deletedAt: null };
  const ids = await addManyMedia(services.db, site.namespaceId, Array(1100).fill(file));
  await bulkTag(scope, BulkTagInput.parse({ mediaIds: ids, tagIds: [old.id], action: 'add' }));
  await drainJobs(services);
  expect(await find(scope, { tagIds: [old.id] })).toBe(1100);

  const merged = await mergeTags(scope, { ids: [old.id], intoId: left.id });
  const [task] = await listTasks(scope);
  expect(merged.taskId).toBe(task?.id);
  expect(task).toMatchObject({ kind: 'end-tags', state: 'queued', total: 1100 });
  const taskId = task?.id ?? '';
  // From now on nobody sees it among the tags, and its name is free.
  expect(await getTagTree(scope)).toMatchObject([{ id: left.id, children: [{ id: under.id }] }]);
  await expect(updateTag(scope, { id: old.id, name: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(deleteTag(scope, { id: left.id })).rejects.toMatchObject({ code: 'conflict' });
  expect((await createTag(scope, { name: 'Old' })).id).not.toBe(old.id);
  // Who saves a file that shows it still means the other one by now.
  const [saved = ''] = ids;
  await updateMedia(scope, UpdateMediaInput.parse({ id: saved, tags: [{ id: old.id }] }));
  expect(await namesOn(scope, saved)).toEqual(['Left']);

  // A worker that is told to end after its first batch, and another one that goes on.
  const stop = new AbortController();
  const stopping = {
    ...scope,
    now() {
      stop.abort();
      return new Date();
    },
  };
  await expect(runEndTags(stopping, { taskId, signal: stop.signal, isLastAttempt: false })).rejects.toThrow();
  const shown = await services.db.pool.query(
    'select count(*)::int as n, count(distinct media_id)::int as files from media_tag where tag_id = any ($1)',
    [[old.id, left.id]],
  );
  expect(shown.rows).toEqual([{ n: 1100, files: 1100 }]);
  expect((await listTags(scope, { search: 'left', limit: 1 }))[0]?.usageCount).toBe(501);
  await expectTrueCounts(site, [old.id, left.id]);
  await drainJobs(services);
  expect(await find(scope, { tagIds: [left.id] })).toBe(1100);
  expect(await hits(site, 'left')).toBe(1100);
  await expectTrueCounts(site, [old.id, left.id]);
  expect(await services.db.prisma.tag.findFirst({ where: { id: old.id } })).toBeNull();

  // Cancelled, it is a tag again, on the files that were left.
  const deleted = await deleteTag(scope, { id: left.id });
  const [deleting] = await listTasks(scope);
  expect(deleted).toEqual({ id: left.id, taskId: deleting?.id });
  await cancelTask(scope, { id: deleting?.id ?? '' });
  await drainJobs(services);
  expect((await listTags(scope, { search: 'left', limit: 1 }))[0]).toMatchObject({
    slug: 'left',
    usageCount: 1100,
  });

  // Renamed, search learns it from a task; the name is shown at once.
  const renamed = await updateTag(scope, { id: left.id, name: 'Renamed' });
  expect(await namesOn(scope, saved)).toEqual(['Renamed']);
  const [refresh] = await listTasks(scope);
  expect(refresh).toMatchObject({ kind: 'refresh-index', total: 1100, id: renamed.taskId });
  await expect(cancelTask(scope, { id: refresh?.id ?? '' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await updateTag(scope, { id: left.id, name: 'Renamed twice' })).toMatchObject({
    taskId: renamed.taskId,
  });
  await drainJobs(services);
  expect(await hits(site, 'twice')).toBe(1100);
  expect(await hits(site, 'left')).toBe(0);
  const open = (await listTasks(scope)).filter(({ state }) => state === 'queued');
  expect(open).toEqual([]);
});

test('two who merge in opposite directions at once leave one of the two tags', async () => {
  const site = await domain.addSite();
  const scope = await site.as('editor');
  for (let round = 0; round < 3; round += 1) {
    const [a, b] = [
      await createTag(scope, { name: `a${round}` }),
      await createTag(scope, { name: `b${round}` }),
    ];
    const files = [
      await addFile(site, [a.id]),
      await addFile(site, [b.id]),
      await addFile(site, [a.id, b.id]),
    ];
    const ended = await Promise.allSettled([
      mergeTags(scope, { ids: [a.id], intoId: b.id }),
      mergeTags(scope, { ids: [b.id], intoId: a.id }),
    ]);
    const won = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    expect(ended.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'not-found' });
    for (const id of files) expect(await namesOn(scope, id)).toEqual([won[0]?.name]);
    await expectTrueCounts(site, [a.id, b.id]);
  }
});

const Step = fc.record({
  does: fc.constantFrom('merge', 'merge', 'delete', 'reassign', 'move'),
  picks: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
});

test('whatever is merged, moved and deleted: no circle, no file without its tag, and counts as they are', async () => {
  const { db } = domain.services;
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const site = await domain.addSite();
      const scope = await site.asKey();
      const tags: TagId[] = [];
      for (let n = 0; n < 7; n += 1) {
        const parentId = n > 1 ? tags[Math.floor(n / 2)] : undefined;
        tags.push((await createTag(scope, { name: `tag ${n}`, ...(parentId && { parentId }) })).id);
      }
      const all = [...tags];
      const carried = new Map<string, Set<string>>();
      for (let n = 0; n < 6; n += 1) {
        const own = tags.filter((_, index) => (n * 3 + index) % 3 === 0 || index === n);
        carried.set(await addFile(site, own), new Set(own));
      }
      for (const { does, picks } of steps) {
        const pick = (index: number) => tags[(picks[index] ?? 0) % tags.length] as TagId;
        const [first, second] = [pick(0), pick(1)];
        if (does === 'move') {
          await updateTag(scope, { id: first, parentId: second }).catch((error: unknown) => {
            expect(String(error)).toMatch(/itself/);
          });
          continue;
        }
        if (first === second || tags.length < 3) continue;
        const ids = does === 'merge' ? [...new Set([first, pick(2)])].filter((id) => id !== second) : [first];
        if (does === 'merge') await mergeTags(scope, { ids, intoId: second });
        else await deleteTag(scope, { id: first, ...(does === 'reassign' && { reassignToId: second }) });
        for (const own of carried.values()) {
          const had = ids.filter((id) => own.delete(id)).length > 0;
          if (had && does !== 'delete') own.add(second);
        }
        for (const id of ids) tags.splice(tags.indexOf(id), 1);
      }
      const { rows } = await db.pool.query<{ media_id: string; tag_ids: string[] }>(
        'select media_id, tag_ids from media_index where namespace_id = $1',
        [site.namespaceId],
      );
      const found = new Map(rows.map(({ media_id, tag_ids }) => [media_id, new Set(tag_ids)]));
      expect(found).toEqual(carried);
      const count = (nodes: Awaited<ReturnType<typeof getTagTree>>): number =>
        nodes.reduce((sum, node) => sum + 1 + count(node.children), 0);
      expect(count(await getTagTree(scope))).toBe(tags.length);
      await expectTrueCounts(site, all);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
