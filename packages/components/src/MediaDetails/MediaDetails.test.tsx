import '@vitrine/components/styles.css';
import type { MediaFile, MediaUse } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaDetails, type MediaDetailsProps } from './MediaDetails.tsx';

const lake = sampleFiles.find(({ title }) => title === 'Alpine lake at noon') as MediaFile;

const use: MediaUse = {
  contentType: 'page',
  contentId: '1',
  title: 'Walking the high lakes',
  url: '/pages/1',
  locale: 'en',
  state: 'draft',
  fieldPaths: ['/hero'],
  seenAt: '2026-11-20T09:00:00.000Z',
};

async function open(options: FakeOptions = {}, props: Partial<MediaDetailsProps> = {}) {
  const client = createFakeClient(options);
  const onDeleted = vi.fn();
  const screen = await render(
    <FakeProvider client={client}>
      <MediaDetails mediaId={lake.id} onDeleted={onDeleted} {...props} />
    </FakeProvider>,
  );
  const now = () => client.control.files().find(({ id }) => id === lake.id) as MediaFile;
  return { client, screen, onDeleted, now };
}

test('a new title is saved when the field is left', async () => {
  const { screen, now } = await open();
  const title = screen.getByRole('textbox', { name: 'Title' });
  await expect.element(title).not.toHaveAttribute('readonly');
  await title.fill('The lake');
  expect(now().title).toBe(lake.title);
  await userEvent.tab();
  await vi.waitFor(() => expect(now().title).toBe('The lake'));
});

test('Enter saves the title, Escape brings the old one back', async () => {
  const { screen, now } = await open();
  const title = screen.getByRole('textbox', { name: 'Title' });
  await expect.element(title).not.toHaveAttribute('readonly');
  await title.fill('Wrong');
  await userEvent.keyboard('{Escape}');
  await expect.element(title).toHaveValue(lake.title);
  await title.fill('Right');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(now().title).toBe('Right'));
});

test('missing alt text is said, and gone once it is written', async () => {
  const { screen, now } = await open();
  await expect.element(screen.getByText(/^Missing\./)).toBeVisible();
  const alt = screen.getByRole('textbox', { name: 'Alt text' });
  await expect.element(alt).not.toHaveAttribute('readonly');
  await alt.fill('A lake between two ridges');
  await userEvent.tab();
  await vi.waitFor(() => expect(now().alt).toEqual({ en: 'A lake between two ridges' }));
  await expect.element(screen.getByText(/^Missing\./)).not.toBeInTheDocument();
});

test('each language has its own alt text', async () => {
  const { screen, now } = await open({}, { locales: ['en', 'de'] });
  await screen.getByRole('button', { name: /Language/ }).click();
  await page.getByRole('option', { name: 'German' }).click();
  const alt = screen.getByRole('textbox', { name: 'Alt text' });
  await alt.fill('Ein See');
  await userEvent.tab();
  await vi.waitFor(() => expect(now().alt).toEqual({ de: 'Ein See' }));
});

test('tags are taken off and added, new ones too', async () => {
  const { screen, now } = await open();
  await screen.getByRole('button', { name: 'Remove the tag lake' }).click();
  await vi.waitFor(() => expect(now().tags.map(({ name }) => name)).toEqual(['nature', 'alps']));
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await userEvent.type(page.getByRole('combobox', { name: 'Add a tag' }), 'glacier');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(now().tags.map(({ name }) => name)).toEqual(['nature', 'alps', 'glacier']));
});

test('a suggested tag is taken with a click', async () => {
  const { screen, now } = await open();
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await userEvent.type(page.getByRole('combobox', { name: 'Add a tag' }), 'gar');
  await page.getByRole('option', { name: 'garden' }).click();
  await vi.waitFor(() => expect(now().tags.map(({ name }) => name)).toContain('garden'));
});

test('two changes in a row build on each other', async () => {
  const { screen, now } = await open({ latencyMs: 30 });
  const title = screen.getByRole('textbox', { name: 'Title' });
  await expect.element(title).not.toHaveAttribute('readonly');
  await title.fill('The lake');
  await screen.getByRole('textbox', { name: 'Alt text' }).fill('Still water');
  await userEvent.tab();
  await vi.waitFor(() => {
    expect(now().title).toBe('The lake');
    expect(now().alt).toEqual({ en: 'Still water' });
  });
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
});

test('a change of somebody else is not overwritten', async () => {
  const { screen, client, now } = await open();
  const title = screen.getByRole('textbox', { name: 'Title' });
  await expect.element(title).not.toHaveAttribute('readonly');
  client.control.put({ ...now(), title: 'Theirs', revision: now().revision + 1 });
  await title.fill('Mine');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/Somebody changed this file/);
  expect(now().title).toBe('Theirs');
  await expect.element(title).toHaveValue('Mine');
  await screen.getByRole('button', { name: 'Load again' }).click();
  await userEvent.click(title);
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(now().title).toBe('Mine'));
});

test('a file that pages use is not deleted: the pages are named and linked', async () => {
  const { screen, onDeleted, now } = await open({ uses: { [lake.id]: [use] } });
  await screen.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  const dialog = page.getByRole('alertdialog', { name: /Cannot delete “Alpine lake at noon”/ });
  await expect.element(dialog.getByText('Walking the high lakes')).toBeVisible();
  await expect
    .element(dialog.getByRole('link', { name: 'Open Walking the high lakes' }))
    .toHaveAttribute('href', '/pages/1');
  expect(now().deletedAt).toBeNull();
  expect(onDeleted).not.toHaveBeenCalled();
});

test('a file that nothing uses goes to the trash after a question', async () => {
  const { screen, onDeleted, now } = await open({ uses: {} });
  await screen.getByRole('button', { name: 'Delete' }).click();
  expect(now().deletedAt).toBeNull();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await vi.waitFor(() => expect(now().deletedAt).not.toBeNull());
  expect(onDeleted).toHaveBeenCalledExactlyOnceWith(lake.id);
});

test('who may not change the file can read everything', async () => {
  const { screen } = await open({ role: 'viewer' });
  await expect.element(screen.getByRole('textbox', { name: 'Title' })).toHaveAttribute('readonly');
  await expect.element(screen.getByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
  await expect.element(screen.getByText('nature')).toBeVisible();
});
