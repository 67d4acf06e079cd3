import { expect, test } from 'vitest';
import { toKitError } from '../provider/kit-error.ts';
import { createFakeClient } from './create-fake-client.ts';
import { makeImageFile } from './make-image-file.ts';
import { sampleFiles } from './sample-files.ts';

test('answers as the contract says, page by page', async () => {
  const { trpc } = createFakeClient();
  const first = await trpc.media.list.query({ limit: 20 });
  const rest = await trpc.media.list.query({ limit: 20, after: first.nextCursor ?? '' });
  expect(first.total).toEqual({ value: 24, isExact: true });
  expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(
    sampleFiles.map(({ title }) => title),
  );
});

test('refuses an input that the server would refuse', async () => {
  const { trpc } = createFakeClient();
  const error = await trpc.media.list.query({ limit: 1000 }).catch(toKitError);
  expect(error).toMatchObject({ code: 'input.invalid' });
});

test('refuses to trash a file in use and names the content', async () => {
  const [file] = sampleFiles;
  if (!file) throw new Error('There is no sample.');
  const use = {
    contentType: 'page',
    contentId: '1',
    title: 'Summer issue',
    url: null,
    locale: '',
    state: 'published' as const,
    fieldPaths: ['/hero'],
    seenAt: '2026-11-21T09:00:00.000Z',
  };
  const { trpc } = createFakeClient({ uses: { [file.id]: [use] } });
  const { failed } = await trpc.media.delete.mutate({ ids: [file.id] });
  expect(failed).toMatchObject([{ code: 'media.in-use', message: expect.stringContaining('Summer issue') }]);
});

test('an uploaded file is in the library and an event tells of it', async () => {
  const client = createFakeClient();
  const events: string[] = [];
  const stop = client.events.subscribe((event) => events.push(event.type));
  const { media } = await client.uploads.send({ file: makeImageFile('lake.svg') });
  stop();
  expect(client.control.files().map(({ id }) => id)).toContain(media.id);
  expect(events).toEqual(['media.created']);
});

test('an upload that breaks goes through the second time', async () => {
  const client = createFakeClient({ uploads: { failAt: 0.7 } });
  const file = makeImageFile('tower.svg');
  await expect(client.uploads.send({ file })).rejects.toMatchObject({ code: 'network' });
  await expect(client.uploads.send({ file })).resolves.toMatchObject({ duplicateOf: null });
});

test('offline is a failure of the network', async () => {
  const client = createFakeClient({ isOffline: true });
  const error = await client.trpc.session.me.query({}).catch(toKitError);
  expect(error).toMatchObject({ code: 'network' });
  expect(client.connectivity.isOnline()).toBe(false);
});
