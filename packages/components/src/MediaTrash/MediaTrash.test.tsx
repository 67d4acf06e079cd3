import '@vitrine/components/styles.css';
import { type MediaFile, type MediaUse, UserId } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile, testId, testUserId } from '../testing/make-media-file.ts';
import { MediaTrash } from './MediaTrash.tsx';

const HOUR_MS = 3_600_000;

const use: MediaUse = {
  contentType: 'page',
  contentId: '1',
  title: 'High lakes',
  url: '/pages/1',
  locale: 'en',
  state: 'published',
  fieldPaths: ['/hero'],
  seenAt: '2026-11-20T09:00:00.000Z',
};

/** Deleted two hours ago by the signed-in person, unless said otherwise. */
function trashed(seed: number, change: Partial<MediaFile> = {}): MediaFile {
  const deletedAt = new Date(Date.now() - 2 * HOUR_MS).toISOString();
  return makeMediaFile({ seed, deletedAt, deletedBy: testUserId, ...change });
}

async function open(options: FakeOptions) {
  const client = createFakeClient(options);
  const screen = await render(
    <FakeProvider client={client}>
      <MediaTrash />
    </FakeProvider>,
  );
  return { client, screen };
}

test('says who deleted a file, when, and until when it is kept', async () => {
  const stranger = UserId.parse(testId(2, 99));
  const { screen } = await open({
    files: [trashed(0, { title: 'Mine' }), trashed(1, { title: 'Theirs', deletedBy: stranger })],
  });
  const rows = screen.getByRole('listitem');
  await expect
    .element(rows.filter({ hasText: 'Mine' }))
    .toMatchTextContent(/Deleted 2\s?h(r\.?)? ago by you/);
  await expect.element(rows.filter({ hasText: 'Theirs' })).not.toMatchTextContent(/ by /);
  const gone = new Intl.DateTimeFormat('en-US', { dateStyle: 'long' }).format(
    Date.now() - 2 * HOUR_MS + 30 * 24 * HOUR_MS,
  );
  await expect.element(rows.filter({ hasText: 'Mine' })).toMatchTextContent(gone);
});

test('the date on which a file is gone is the server’s', async () => {
  const { screen } = await open({
    files: [trashed(0, { title: 'Lake', purgeAfter: '2031-12-24T12:00:00.000Z' })],
  });
  await expect.element(screen.getByRole('listitem')).toMatchTextContent(/December 24, 2031/);
});

test('a restored file leaves the trash', async () => {
  const { screen, client } = await open({ files: [trashed(0, { title: 'Lake' })] });
  await screen.getByRole('button', { name: 'Restore Lake' }).click();
  await vi.waitFor(() => expect(client.control.files()[0]?.deletedAt).toBeNull());
  await expect.element(screen.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
});

test('a refused restore says why and can be tried again', async () => {
  const { screen, client } = await open({
    files: [trashed(0, { title: 'Lake' })],
    fail: (path) => (path === 'media.restore' ? 'storage.unavailable' : null),
  });
  await screen.getByRole('button', { name: 'Restore Lake' }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/does not answer/);
  client.control.setFail(undefined);
  await screen.getByRole('button', { name: 'Restore Lake' }).click();
  await expect.element(screen.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
});

test('an error offers to retry, and retries', async () => {
  const { screen, client } = await open({ files: [trashed(0, { title: 'Lake' })], fail: 'internal' });
  await expect.element(screen.getByText('Error loading media files')).toBeVisible();
  client.control.setFail(undefined);
  await screen.getByRole('button', { name: 'Retry' }).click();
  await expect.element(screen.getByText('Lake')).toBeVisible();
});

test('who may not change files is not offered to restore them', async () => {
  const { screen } = await open({ files: [trashed(0, { title: 'Lake' })], role: 'viewer' });
  await expect.element(screen.getByText('Lake')).toBeVisible();
  await expect.element(screen.getByRole('checkbox')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button')).not.toBeInTheDocument();
});

test('an admin deletes a file for good, after a question', async () => {
  const { screen, client } = await open({ files: [trashed(0, { title: 'Lake' })], role: 'admin' });
  await screen.getByRole('button', { name: 'Delete permanently Lake' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete “Lake” permanently?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(client.control.files()).toHaveLength(1);
  await screen.getByRole('button', { name: 'Delete permanently Lake' }).click();
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await vi.waitFor(() => expect(client.control.files()).toHaveLength(0));
  await expect.element(screen.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
});

test('where a page uses it still, a reason is asked for', async () => {
  const file = trashed(0, { title: 'Lake' });
  const { screen, client } = await open({ files: [file], role: 'admin', uses: { [file.id]: [use] } });
  await screen.getByRole('button', { name: 'Delete permanently Lake' }).click();
  const dialog = page.getByRole('alertdialog', { name: /although it is used/ });
  await expect.element(dialog.getByText('High lakes')).toBeVisible();
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('A court order');
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await vi.waitFor(() => expect(client.control.files()).toHaveLength(0));
});

test('who is no admin is not offered to delete for good', async () => {
  const { screen } = await open({ files: [trashed(0, { title: 'Lake' })] });
  await expect.element(screen.getByRole('button', { name: 'Restore Lake' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /Delete permanently/ })).not.toBeInTheDocument();
});

/** The words beside a box, or the box itself, are what a mouse meets: its input lies below. */
async function tick(name: string) {
  const box = page.getByRole('checkbox', { name });
  await expect.element(box).toBeInTheDocument();
  await userEvent.click(box.element().closest('label') as Element);
}

const names = ['Fog', 'Lake', 'Dunes'];
const three = () => names.map((title, seed) => trashed(seed, { title }));

test('several files are restored together, and that is taken back', async () => {
  const { screen, client } = await open({ files: three() });
  const left = () => client.control.files().filter(({ deletedAt }) => deletedAt !== null);
  await tick('Select Fog');
  await tick('Select Lake');
  await screen.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
  await vi.waitFor(() => expect(left()).toHaveLength(1));
  await expect.element(screen.getByText('2 files restored')).toBeVisible();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await vi.waitFor(() => expect(left()).toHaveLength(3));
});

test('the trash is emptied: what a page uses stays, and is told before', async () => {
  const files = three();
  const lake = files[1] as MediaFile;
  const { screen, client } = await open({ files, role: 'admin', uses: { [lake.id]: [use] } });
  await screen.getByRole('button', { name: 'Empty the trash' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete all 3 files in the trash permanently?' });
  await expect.element(dialog.getByText('High lakes')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete the other 2 permanently' }).click();
  await vi.waitFor(() => expect(client.control.files().map(({ title }) => title)).toEqual(['Lake']));
  await expect.element(screen.getByText('2 files deleted permanently')).toBeVisible();
});

test('more than one call takes go in parts, all of them', async () => {
  const files = Array.from({ length: 620 }, (_, seed) => trashed(seed, { title: `File ${seed}` }));
  const { screen, client } = await open({ files, role: 'admin' });
  await tick('Select all');
  await screen.getByRole('button', { name: 'Select all 620' }).click();
  await screen.getByRole('toolbar').getByRole('button', { name: 'Delete permanently' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete permanently' }).click();
  await vi.waitFor(() => expect(client.control.files()).toHaveLength(0));
  expect(client.control.calls.filter((path) => path === 'media.purge')).toHaveLength(2);
});

test('each file says how many days it has left', async () => {
  const soon = (days: number) => new Date(Date.now() + days * 24 * HOUR_MS - HOUR_MS).toISOString();
  const { screen } = await open({
    files: [
      trashed(0, { title: 'Lake', purgeAfter: soon(1) }),
      trashed(1, { title: 'Fog', purgeAfter: soon(12) }),
    ],
  });
  await expect.element(screen.getByText('1 day left')).toBeVisible();
  await expect.element(screen.getByText('12 days left')).toBeVisible();
});
