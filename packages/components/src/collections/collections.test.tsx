import '@vitrine/components/styles.css';
import type { Collection } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { MediaLibrary } from '../MediaLibrary/MediaLibrary.tsx';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleCollections } from '../testing/sample-files.ts';

const smart = {
  ...(sampleCollections[0] as Collection),
  id: '01920005-0000-7000-8000-0000000000aa' as Collection['id'],
  title: 'Wild water',
  smartQuery: { search: 'tag:nature lake', kinds: ['image' as const], isUsed: true },
};

async function open(options: FakeOptions = {}) {
  await page.viewport(1280, 800);
  localStorage.clear();
  const client = createFakeClient(options);
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ blockSize: '800px' }}>
        <MediaLibrary defaultView="list" />
      </div>
    </FakeProvider>,
  );
  const places = screen.getByRole('navigation', { name: 'Places' });
  const place = (name: string) =>
    places.getByRole('button', { name: new RegExp(`^(Smart collection )?${name}`) });
  await expect.element(place('All files')).toBeVisible();
  const dialog = screen.getByRole('dialog');
  const act = async (title: string, deed: string) => {
    await screen.getByRole('button', { name: `Actions for ${title}` }).click();
    await screen.getByRole('menuitem', { name: deed }).click();
  };
  const find = async (title: string) =>
    (await client.trpc.collections.list.query({})).find((one) => one.title === title);
  return { client, screen, places, place, dialog, act, find };
}

test('a collection is made, shown, put under another one and renamed', async () => {
  const { places, place, dialog, act, find } = await open({ collections: [] });
  await places.getByRole('button', { name: 'New collection' }).click();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Winter');
  await userEvent.keyboard('{Enter}');
  await expect.element(place('Winter')).toHaveAttribute('aria-current', 'true');
  await act('Winter', 'New collection in it');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Skiing');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(place('Skiing')).toHaveAttribute('aria-current', 'true');
  await vi.waitFor(async () => expect((await find('Skiing'))?.parentId).toBe((await find('Winter'))?.id));
  await place('Winter').click();
  await act('Winter', 'Edit the collection');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Winter 2026');
  // Nothing lies below itself.
  await dialog.getByRole('button', { name: /Lies in/ }).click();
  await expect.element(page.getByRole('option', { name: 'Nothing: at the top' })).toBeVisible();
  await expect.element(page.getByRole('option', { name: 'Skiing' })).not.toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(place('Winter 2026')).toBeVisible();
});

test('a collection that ends leaves its files, and one looks at all of them', async () => {
  const { screen, place, act, find } = await open();
  await place('Places').click();
  await act('Places', 'Delete the collection');
  const asked = screen.getByRole('alertdialog', { name: 'Delete the collection “Places”?' });
  await asked.getByRole('button', { name: 'Delete' }).click();
  await expect.element(place('All files')).toHaveAttribute('aria-current', 'true');
  await expect.element(place('Places')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('row', { name: /Alpine lake/ })).toBeVisible();
  expect(await find('Places')).toBeUndefined();
});

test('where a large collection ended, the task that tells its files of it is told', async () => {
  const { client, screen, place, act } = await open({
    tasks: [{ kind: 'refresh-index', done: 0, total: 52_000 }],
    // As if it began with the end only.
    fail: (path) => (path === 'tasks.list' ? 'internal' : null),
  });
  await place('Places').click();
  await act('Places', 'Delete the collection');
  client.control.setFail(undefined);
  await screen.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect.element(screen.getByText('Preparing 52,000 files for search').first()).toBeVisible();
});

test('what a smart collection finds is changed: its words, and filters that are taken away', async () => {
  const { screen, place, dialog, act, find } = await open({ collections: [smart] });
  await place('Wild water').click();
  await expect.element(screen.getByRole('row', { name: /Alpine lake/ })).toBeVisible();
  await act('Wild water', 'Edit the collection');
  await dialog.getByRole('button', { name: 'Remove Used in content: Yes' }).click();
  await dialog.getByRole('button', { name: 'Remove tag:nature' }).click();
  await dialog.getByRole('combobox', { name: 'What it finds' }).fill('spruce');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await vi.waitFor(async () =>
    expect((await find('Wild water'))?.smartQuery).toEqual({ search: 'spruce', kinds: ['image'] }),
  );
  await expect.element(screen.getByRole('row', { name: /Fog over spruce/ })).toBeVisible();
});

test('who may not change collections is not offered to', async () => {
  const { screen, places, place } = await open({ role: 'viewer' });
  await place('Places').click();
  await expect.element(screen.getByRole('row', { name: /Alpine lake/ })).toBeVisible();
  await expect.element(places.getByRole('button', { name: 'New collection' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: /^Actions for/ })).not.toBeInTheDocument();
});
