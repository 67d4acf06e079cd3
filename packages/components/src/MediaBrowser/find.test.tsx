import '@vitrine/components/styles.css';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { MediaBrowser, type MediaBrowserProps } from './MediaBrowser.tsx';

async function open(options: FakeOptions = {}, props: MediaBrowserProps = {}) {
  localStorage.clear();
  const client = createFakeClient(options);
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ inlineSize: 1000, blockSize: 600 }}>
        <MediaBrowser view="list" {...props} />
      </div>
    </FakeProvider>,
  );
  const field = screen.getByRole('combobox');
  const files = (count: number) => screen.getByRole('grid', { name: `${count} of ${count} files` });
  return { client, screen, field, files };
}

test('words are shown by relevance, and their end brings the earlier order back', async () => {
  const { screen, field, files } = await open();
  const sort = screen.getByRole('button', { name: /Sort by/ });
  await sort.click();
  await screen.getByRole('option', { name: 'Name A–Z' }).click();
  await userEvent.type(field, 'lake{Enter}');
  await expect.element(sort).toHaveTextContent('Best match');
  await expect.element(files(2)).toBeVisible();
  await screen.getByRole('button', { name: 'Clear search' }).click();
  await expect.element(sort).toHaveTextContent('Name A–Z');
  // Operators alone order nothing.
  await userEvent.type(field, 'tag:lake {Enter}');
  await expect.element(files(1)).toBeVisible();
  await expect.element(sort).toHaveTextContent('Name A–Z');
});

test('what was searched for is marked in titles, and where else it stands is told', async () => {
  const { screen, field } = await open();
  await userEvent.type(field, 'lake{Enter}');
  const row = screen.getByRole('row', { name: /Alpine lake/ });
  await expect.element(row.getByText('Tags:')).toBeVisible();
  const marks = () => [...row.element().querySelectorAll('mark')].map(({ textContent }) => textContent);
  expect(marks()).toEqual(['lake', 'lake']);
});

test('the files of the search before stay until the new ones are here', async () => {
  const { screen, field, files, client } = await open();
  await userEvent.type(field, 'lake{Enter}');
  await expect.element(files(2)).toBeVisible();
  client.control.setHang(true);
  await userEvent.type(field, ' table{Enter}');
  await expect.poll(() => client.control.calls.filter((path) => path === 'search.query').length).toBe(2);
  await expect.element(files(2)).toBeVisible();
  await expect.element(screen.getByRole('grid')).toHaveClass('vt-stale');
});

test('mistyped words are mended, said so, and can be searched for as they are', async () => {
  const { screen, field } = await open();
  await userEvent.type(field, 'sprucce {Enter}');
  await expect.element(screen.getByText('Showing results for')).toBeVisible();
  await expect.element(screen.getByRole('row', { name: /Fog over spruce/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Search instead for sprucce' }).click();
  await expect.element(screen.getByRole('heading', { name: 'No media files found' })).toBeVisible();
  await expect.element(field).toHaveValue('"sprucce"');
});

test('a tag is taken from the suggestions by keyboard', async () => {
  const { screen, field } = await open();
  await userEvent.type(field, 'alp');
  await expect.element(screen.getByRole('option', { name: /tag:alps/ })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Remove tag:alps' })).toBeVisible();
  await expect.element(screen.getByRole('row', { name: /Alpine lake/ })).toBeVisible();
});

test('filters narrow the list, are chips, and are cleared one by one or all at once', async () => {
  const { screen, files } = await open();
  await screen.getByRole('button', { name: 'Filter' }).click();
  const panel = screen.getByRole('dialog', { name: 'Filter' });
  const tick = async (group: string, name: RegExp) => {
    const box = panel.getByRole('group', { name: group }).getByRole('checkbox', { name });
    await expect.element(box).toBeInTheDocument();
    await userEvent.click(box.element().closest('label') as Element);
  };
  await tick('Tags', /^nature/);
  await tick('Orientation', /^Portrait/);
  await panel.getByRole('button', { name: /^Show \d+ file/ }).click();
  await expect.element(screen.getByRole('button', { name: 'Filter, 2 are on' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Remove Orientation: Portrait' }).click();
  await expect.element(files(6)).toBeVisible();
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.element(files(24)).toBeVisible();
});

test('the counts say of how many they are, where they are not of all', async () => {
  const { screen } = await open({ files: 3000, countsUpTo: 1000 });
  await expect.element(screen.getByRole('tab', { name: /about 3,000/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Filter' }).click();
  await expect.element(screen.getByText(/the figures are not/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Show about 3,000 files' })).toBeVisible();
});

test('where nothing matches, each filter can be taken away alone', async () => {
  const { screen, field, files } = await open();
  await userEvent.type(field, 'type:video tag:people {Enter}');
  await expect.element(screen.getByRole('button', { name: 'Without tag:people' })).toBeVisible();
  await screen.getByRole('button', { name: 'Without tag:people' }).click();
  await expect.element(files(2)).toBeVisible();
});
