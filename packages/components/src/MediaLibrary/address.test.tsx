import '@vitrine/components/styles.css';
import { CollectionId } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { defaultParams } from '../MediaBrowser/browser-params.ts';
import { createFakeClient } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleCollections } from '../testing/sample-files.ts';
import { firstView, printLibraryView, readLibraryView } from './library-view.ts';
import { MediaLibrary } from './MediaLibrary.tsx';

test('every place has its address, and an address of nowhere leads to all files', () => {
  const id = CollectionId.parse('01920004-0000-7000-8000-000000000010');
  for (const place of [{ kind: 'collection', id }, { kind: 'tags' }, { kind: 'trash' }] as const)
    expect(readLibraryView(printLibraryView({ ...firstView, place }))).toEqual({ ...firstView, place });
  expect(printLibraryView(firstView).toString()).toBe('');
  for (const text of ['place=collection:7', 'place=collection', 'place=cellar', 'place=toString'])
    expect(readLibraryView(text)).toEqual(firstView);
});

/** A host that keeps the view in an address, and its history. */
function Host({ first, history }: { first: string; history: string[] }) {
  const [address, setAddress] = useState(first);
  return (
    <div style={{ blockSize: '800px' }}>
      <button type="button" onClick={() => setAddress(history.at(-2) ?? '')}>
        Back
      </button>
      <MediaLibrary
        defaultView="list"
        view={readLibraryView(address)}
        onViewChange={(view) => {
          history.push(printLibraryView(view).toString());
          setAddress(history.at(-1) ?? '');
        }}
      />
    </div>
  );
}

async function open(first = '') {
  await page.viewport(1280, 800);
  localStorage.clear();
  const history: string[] = [first];
  const screen = await render(
    <FakeProvider client={createFakeClient()}>
      <Host first={first} history={history} />
    </FakeProvider>,
  );
  return { screen, history, row: (name: string) => screen.getByRole('row', { name: new RegExp(name) }) };
}

test('search, filters, order and place are told to the host, which shows an earlier view again', async () => {
  const { screen, history, row } = await open();
  await expect.element(row('Dunes at four')).toBeVisible();
  await userEvent.type(screen.getByRole('combobox'), 'tag:nature lake{Enter}');
  await expect.element(row('Dunes at four')).not.toBeInTheDocument();
  expect(readLibraryView(history.at(-1) ?? '').params.search).toBe('tag:nature lake');
  await screen.getByRole('tab', { name: /^Videos/ }).click();
  await expect.element(row('Alpine lake')).not.toBeInTheDocument();
  expect(history.at(-1)).toContain('kind=video');
  expect(history).toEqual([...new Set(history)]);
  await screen.getByRole('button', { name: 'Back' }).click();
  await expect.element(row('Alpine lake')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Remove tag:nature' })).toBeVisible();
});

test('a view of an address is shown as it is, with the names of what it has only ids of', async () => {
  const [collection] = sampleCollections;
  if (!collection) throw new Error('There are no collections to look into.');
  const query = printLibraryView({
    place: { kind: 'all' },
    params: { ...defaultParams, kind: 'image', filters: { collectionId: collection.id } },
  });
  const { screen } = await open(query.toString());
  await expect.element(screen.getByText(`Collection: ${collection.title}`)).toBeVisible();
  await expect.element(screen.getByRole('tab', { name: /^Images/ })).toHaveAttribute('aria-selected', 'true');
});
