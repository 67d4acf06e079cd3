import { MediaListInput, NamespaceSettings, type ReviewOf } from '@vitrine/schema';
import { afterAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { toMediaError } from '../../errors/to-media-error.ts';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain } from '../../testing/open-test-domain.ts';
import { uploadText } from '../../testing/upload-text.ts';
import { getMedia } from '../media/get-media.ts';
import { listMedia } from '../media/list-media.ts';
import { updateMedia } from '../media/update-media.ts';
import { updateNamespace } from '../namespaces/update-namespace.ts';
import { addReference } from '../references/add-reference.ts';
import { tellRights } from '../rights/tell-rights.ts';
import type { Scope } from '../scope.ts';
import { approveMedia } from './approve-media.ts';
import { rejectMedia } from './reject-media.ts';

const domain = await openTestDomain();
const { db } = domain.services;
afterAll(() => domain[Symbol.asyncDispose]());

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const list = async (scope: Scope, input: z.input<typeof MediaListInput>) => {
  const { items, total } = await listMedia(scope, MediaListInput.parse(input));
  expect(total).toEqual({ value: items.length, isExact: true });
  return items.map(({ title }) => title).sort();
};
const content = { type: 'page', id: 'p1', locale: '', state: 'published' as const, title: 'Home', url: null };

async function reviewed(of: ReviewOf) {
  const site = await domain.addSite();
  await updateNamespace(await site.as('admin'), { id: site.namespaceId, settings: { review: { of } } });
  const settings = NamespaceSettings.parse({ review: { of } });
  return {
    site,
    as: async (role: 'contributor' | 'editor'): Promise<Scope> => {
      const scope = await site.as(role);
      return { ...scope, namespace: { ...scope.namespace, settings } };
    },
  };
}

test.each<[ReviewOf, string, string]>([
  ['nobody', 'approved', 'approved'],
  ['contributors', 'pending', 'approved'],
  ['everybody', 'pending', 'pending'],
])(
  'where uploads of %s are reviewed, those of contributors are %s and those of editors %s',
  async (of, theirs, ours) => {
    const { as } = await reviewed(of);
    const [contributor, editor] = [await as('contributor'), await as('editor')];
    const statusOf = async (scope: Scope) =>
      (await getMedia(editor, { id: await uploadText(scope) })).reviewStatus;
    expect([await statusOf(contributor), await statusOf(editor)]).toEqual([theirs, ours]);
  },
);

test('what waits is in the queue and not in pickers, until it is approved; what is rejected is in neither', async () => {
  const { as } = await reviewed('contributors');
  const [contributor, editor] = [await as('contributor'), await as('editor')];
  const [a, b] = [
    await uploadText(contributor, { title: 'A' }),
    await uploadText(contributor, { title: 'B' }),
  ];
  await uploadText(editor, { title: 'C' });
  expect(await list(editor, { reviewStatus: ['pending'] })).toEqual(['A', 'B']);
  expect(await list(contributor, { offered: true })).toEqual(['C']);
  expect(await list(contributor, {})).toEqual(['A', 'B', 'C']);
  expect((await approveMedia(contributor, { ids: [a] })).failed).toMatchObject([{ code: 'auth.denied' }]);

  expect(await approveMedia(editor, { ids: [a], note: 'Fine' })).toEqual({ succeeded: [a], failed: [] });
  expect(await rejectMedia(editor, { ids: [b], reason: 'Blurred' })).toEqual({ succeeded: [b], failed: [] });
  expect(await list(contributor, { offered: true })).toEqual(['A', 'C']);
  expect(await list(editor, { reviewStatus: ['pending'] })).toEqual([]);
  expect(await list(editor, { reviewStatus: ['rejected'], kinds: ['document'] })).toEqual(['B']);
  expect(await getMedia(contributor, { id: b })).toMatchObject({
    reviewStatus: 'rejected',
    reviewNote: 'Blurred',
  });
  const audit = await db.prisma.auditEntry.findFirst({ where: { entityId: b, action: 'media.rejected' } });
  expect(audit).toMatchObject({ actorId: editor.actor.userId, reason: 'Blurred' });
  // A change of heart.
  await approveMedia(editor, { ids: [b] });
  expect(await list(contributor, { offered: true })).toEqual(['A', 'B', 'C']);
});

test('what content uses is not rejected, and what is approved gets no unseen content', async () => {
  const { as } = await reviewed('contributors');
  const [contributor, editor] = [await as('contributor'), await as('editor')];
  const id = await uploadText(contributor);
  await uploadText(contributor, { replaces: id });
  await approveMedia(editor, { ids: [id] });
  await addReference(editor, { mediaId: id, content, fieldPath: '' });
  const { failed } = await rejectMedia(editor, { ids: [id], reason: 'x' });
  expect(failed).toMatchObject([{ code: 'media.in-use', message: expect.stringContaining('“Home” (page)') }]);
  const replaced = uploadText(contributor, { replaces: id }).catch(
    (error: unknown) => toMediaError(error).code,
  );
  expect(await replaced).toBe('auth.denied');
});

async function withRights() {
  const site = await domain.addSite();
  const editor = await site.as('editor');
  const add = (title: string, rightsStart: Date | null, rightsEnd: Date | null) =>
    addMedia(db, site.namespaceId, { title, rightsStart, rightsEnd }).then(({ id }) => id);
  return {
    site,
    editor,
    ids: {
      free: await add('Free', null, null),
      ending: await add('Ending', inDays(-9), inDays(9)),
      late: await add('Late', null, inDays(90)),
      ended: await add('Ended', null, inDays(-1)),
      early: await add('Early', inDays(3), null),
    },
  };
}

test('files whose rights end soon or have ended are listed, and only those within their rights are offered', async () => {
  const { editor, ids } = await withRights();
  expect(await list(editor, { rights: 'ending' })).toEqual(['Ending']);
  expect(await list(editor, { rights: 'ended' })).toEqual(['Ended']);
  expect(await list(editor, { rights: 'not-started' })).toEqual(['Early']);
  expect(await list(editor, { offered: true })).toEqual(['Ending', 'Free', 'Late']);
  expect(await list(editor, { offered: true, kinds: ['image'] })).toEqual(['Ending', 'Free', 'Late']);
  const input = { id: ids.ended as never, rightsEnd: inDays(400).toISOString() };
  expect(await updateMedia(editor, input)).toMatchObject({ rightsEnd: input.rightsEnd, rightsStart: null });
  expect(await list(editor, { rights: 'ended' })).toEqual([]);
  const wrong = updateMedia(editor, { ...input, rightsStart: inDays(500).toISOString() });
  expect(await wrong.catch((error: unknown) => toMediaError(error).code)).toBe('input.invalid');
});

test('a page of offered files goes on where the one before ended, also when time has passed', async () => {
  const { editor } = await withRights();
  const read = (after?: string) =>
    listMedia(editor, MediaListInput.parse({ offered: true, limit: 2, after }));
  const first = await read();
  const later = { ...editor, now: () => inDays(1) };
  const second = await listMedia(
    later,
    MediaListInput.parse({ offered: true, limit: 2, after: first.nextCursor ?? undefined }),
  );
  expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(['Late', 'Ending', 'Free']);
});

test('hosts are told once that rights are ending and once that they have ended, anew when the end is moved', async () => {
  const { site, editor, ids } = await withRights();
  const tell = (now = new Date()) =>
    tellRights({ ...domain.services, now: () => now }, 'test', new AbortController().signal);
  const told = async () => {
    const rows = await db.prisma.outboxEvent.findMany({
      where: { namespaceId: site.namespaceId, type: { startsWith: 'media.rights' } },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ type, entityIds }) => [type, ...entityIds]);
  };
  await tell();
  await tell();
  const both = [
    ['media.rights-ended', ids.ended],
    ['media.rights-ending', ids.ending],
  ];
  expect(await told()).toEqual(both);
  await tell(inDays(10));
  expect(await told()).toEqual([...both, ['media.rights-ended', ids.ending]]);
  await updateMedia(editor, { id: ids.ended as never, rightsEnd: inDays(5).toISOString() });
  await tell();
  expect((await told()).at(-1)).toEqual(['media.rights-ending', ids.ended]);
});
