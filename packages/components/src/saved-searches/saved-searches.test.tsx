import '@vitrine/components/styles.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { MediaLibrary } from '../MediaLibrary/MediaLibrary.tsx';
import { createFakeClient } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { paramsOfSaved, queryOfParams, smartQueryOf } from './query-of-params.ts';

test('what is shown is kept as a query, and shown again from it', () => {
  const id = '01920005-0000-7000-8000-000000000001' as never;
  const params = { search: 'lake', kind: 'image', sort: 'title', filters: { isUsed: false } } as const;
  const query = queryOfParams(params, { kind: 'collection', id });
  expect(query).toEqual({ search: 'lake', kinds: ['image'], isUsed: false, collectionId: id });
  expect(paramsOfSaved({ query: query as never, sort: 'title' }, {})).toMatchObject({
    search: 'lake',
    kind: 'image',
    sort: 'title',
    filters: { isUsed: false, collectionId: id },
  });
  expect(smartQueryOf(query, () => 'My files')).toEqual({
    search: 'in:"My files" (lake)',
    kinds: ['image'],
    isUsed: false,
  });
  expect(paramsOfSaved({ query: { kinds: ['image', 'video'] }, sort: null }, {})).toMatchObject({
    search: 'type:image,video ',
    kind: 'all',
  });
});

test('a search is saved, shared, renamed, applied and deleted', async () => {
  await page.viewport(1280, 800);
  localStorage.clear();
  const client = createFakeClient();
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ blockSize: '800px' }}>
        <MediaLibrary defaultView="list" />
      </div>
    </FakeProvider>,
  );
  const field = screen.getByRole('combobox');
  const menu = async (button: string, item: string) => {
    await screen.getByRole('button', { name: button }).click();
    await screen.getByRole('menuitem', { name: item }).click();
  };
  await userEvent.type(field, 'tag:nature lake{Enter}');
  await menu('What to do with this search', 'Save this search');
  await screen.getByRole('textbox', { name: 'Name' }).fill('Lakes');
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = screen.getByRole('navigation', { name: 'Saved searches' });
  await expect.element(saved.getByRole('button', { name: 'Lakes', exact: true })).toBeVisible();
  await menu('More actions for Lakes', 'Share with everyone');
  await expect.element(saved.getByText('Shared')).toBeInTheDocument();
  await menu('More actions for Lakes', 'Rename');
  await screen.getByRole('textbox', { name: 'Name' }).fill('All lakes');
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  await screen.getByRole('button', { name: 'Clear search' }).click();
  await saved.getByRole('button', { name: /^All lakes/ }).click();
  await expect.element(screen.getByRole('grid', { name: '1 of 1 files' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Remove tag:nature' })).toBeVisible();

  await menu('What to do with this search', 'Make a smart collection of it');
  await screen.getByRole('textbox', { name: 'Title' }).first().fill('Wild water');
  await screen.getByRole('button', { name: 'Create' }).click();
  await screen.getByRole('button', { name: 'Clear search' }).click();
  await screen.getByRole('button', { name: /Smart collection.*Wild water/ }).click();
  await expect.element(screen.getByRole('grid', { name: '1 of 1 files' })).toBeVisible();

  await menu('More actions for All lakes', 'Delete');
  await screen.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect.element(saved).not.toBeInTheDocument();
});
