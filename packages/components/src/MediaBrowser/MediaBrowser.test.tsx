import '@vitrine/components/styles.css';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createSelectionStore } from '../store/selection-store.ts';
import { createFakeClient, type FakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile, makeMediaFiles } from '../testing/make-media-file.ts';
import { MediaBrowser, type MediaBrowserProps } from './MediaBrowser.tsx';

async function open(options: FakeOptions = {}, props: MediaBrowserProps = {}) {
  localStorage.clear();
  const client = createFakeClient(options);
  const selection = props.selection ?? createSelectionStore();
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ inlineSize: 1000, blockSize: 600 }}>
        <MediaBrowser multiple selection={selection} {...props} />
      </div>
    </FakeProvider>,
  );
  return { client, screen, selection };
}

const lists = (client: FakeClient) => client.control.calls.filter((path) => path === 'media.list');

const titles = (selection: ReturnType<typeof createSelectionStore>) =>
  selection.getState().files.map((file) => file.title);

test('loads further pages as it is scrolled, and each file once', async () => {
  const { screen, client } = await open({ files: 400 });
  await expect.element(screen.getByRole('grid', { name: /of 400 files/ })).toBeVisible();
  await expect
    .poll(
      () => {
        screen.getByRole('grid').element().scrollTop = 100_000;
        return lists(client).length;
      },
      { timeout: 10_000 },
    )
    .toBe(7);
  await expect.element(screen.getByRole('grid', { name: '400 of 400 files' })).toBeVisible();
  expect(lists(client)).toHaveLength(7);
});

test('an empty library, no match and a failure are three different things', async () => {
  const { screen, client } = await open({ isEmpty: true });
  await expect.element(screen.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await screen.getByRole('combobox').fill('lake');
  await expect.element(screen.getByRole('heading', { name: 'No media files found' })).toBeVisible();
  client.control.setFail('internal');
  await screen.getByRole('combobox').fill('lakes');
  await expect.element(screen.getByRole('heading', { name: 'Error loading media files' })).toBeVisible();
});

test('Retry asks again, without a reload', async () => {
  const { screen, client } = await open({ fail: 'internal' });
  client.control.setFail(undefined);
  await screen.getByRole('button', { name: 'Retry' }).click();
  await expect.element(screen.getByRole('grid', { name: '24 of 24 files' })).toBeVisible();
});

test('a failed further page leaves the files that are there', async () => {
  const { screen, client } = await open({ files: 900 });
  await expect.element(screen.getByRole('grid', { name: '120 of 900 files' })).toBeVisible();
  client.control.setFail('internal');
  screen.getByRole('grid').element().scrollTop = 100_000;
  await expect.element(screen.getByText(/Something went wrong/)).toBeVisible();
  await expect.element(screen.getByRole('grid', { name: '120 of 900 files' })).toBeVisible();
  client.control.setFail(undefined);
  await screen.getByRole('button', { name: 'Retry' }).click();
  await expect.element(screen.getByRole('grid', { name: '180 of 900 files' })).toBeVisible();
});

test('the selection survives search, filter and sort', async () => {
  const { screen, selection } = await open();
  await screen.getByRole('row', { name: /Fog over spruce/ }).click();
  await screen.getByRole('combobox').fill('dahlia');
  await expect.element(screen.getByRole('grid', { name: '1 of 1 files' })).toBeVisible();
  await screen.getByRole('row', { name: /Dahlia/ }).click();
  expect(titles(selection)).toEqual(['Fog over spruce', 'Dahlia, close']);
});

test('at the limit one more is refused, the earlier ones stay, and a word says why', async () => {
  const { screen, selection } = await open({}, { maxItems: 2 });
  for (const name of [/Fog over spruce/, /Alpine lake/, /Leaf cut-out/]) {
    await screen.getByRole('row', { name }).click();
  }
  expect(titles(selection)).toEqual(['Fog over spruce', 'Alpine lake at noon']);
  expect(selection.getState().refusal).toEqual({ max: 2 });
  await vi.waitFor(() => expect(document.body.textContent).toContain('You can choose at most 2.'));
});

test('"all" are all that match, also those that are not loaded', async () => {
  const { screen, selection } = await open({ files: 230 });
  await screen.getByRole('row').first().click();
  await userEvent.keyboard('{Control>}a{/Control}');
  await vi.waitFor(() => expect(selection.getState().files).toHaveLength(230));
});

test('one file: a click hands it over', async () => {
  const onSelect = vi.fn();
  const { screen } = await open({}, { multiple: false, onSelect });
  await screen.getByRole('row', { name: /Alpine lake/ }).click();
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ title: 'Alpine lake at noon' }));
});

test('a thumbnail that is made later appears by itself', async () => {
  const ready = makeMediaFile({ seed: 1, title: 'Fresh' });
  const nothing = { small: null, medium: null, large: null };
  const { screen, client } = await open({ files: [{ ...ready, thumbnails: nothing, placeholder: null }] });
  const row = screen.getByRole('row', { name: /Fresh/ });
  await expect.element(row).toBeVisible();
  expect(row.element().querySelector('img')).toBeNull();
  client.control.put(ready);
  client.control.emit({ type: 'media.processed', ids: [ready.id] });
  await vi.waitFor(() => expect(row.element().querySelector('img')).not.toBeNull());
});

test('a file that somebody else uploads appears by itself', async () => {
  const { screen, client } = await open({ files: makeMediaFiles(3) });
  await expect.element(screen.getByRole('grid', { name: '3 of 3 files' })).toBeVisible();
  const file = makeMediaFile({ seed: 50, title: 'From next door' });
  client.control.put(file);
  client.control.emit({ type: 'media.created', ids: [file.id] });
  await expect.element(screen.getByRole('row', { name: /From next door/ })).toBeVisible();
});

test('offline keeps what is loaded and says so', async () => {
  const { screen, client } = await open();
  await expect.element(screen.getByRole('grid')).toBeVisible();
  client.control.setOffline(true);
  await expect.element(screen.getByText('Offline.', { exact: true })).toBeVisible();
  await expect.element(screen.getByRole('grid', { name: '24 of 24 files' })).toBeVisible();
});

test('grid or list is remembered', async () => {
  const first = await open();
  await first.screen.getByRole('radio', { name: 'List' }).click();
  await expect.element(first.screen.getByRole('columnheader', { name: 'Dimensions' })).toBeVisible();
  expect(localStorage.getItem('vitrine:view')).toBe('"list"');
});

test('the question mark lists the keys', async () => {
  const { screen } = await open();
  await screen.getByRole('row', { name: /Fog over spruce/ }).click();
  await userEvent.keyboard('?');
  await expect.element(screen.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});
