import '@vitrine/components/styles.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { lake, openDetails } from './open-details.tsx';

test('a new title is saved when the field is left', async () => {
  const { screen, now } = await openDetails();
  const title = screen.getByRole('textbox', { name: 'Title' });
  await expect.element(title).not.toHaveAttribute('readonly');
  await title.fill('The lake');
  expect(now().title).toBe(lake.title);
  await userEvent.tab();
  await vi.waitFor(() => expect(now().title).toBe('The lake'));
});

test('Enter saves the title, Escape brings the old one back', async () => {
  const { screen, now } = await openDetails();
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
  const { screen, now } = await openDetails();
  await expect.element(screen.getByText(/^Missing\./)).toBeVisible();
  const alt = screen.getByRole('textbox', { name: 'Alt text' });
  await expect.element(alt).not.toHaveAttribute('readonly');
  await alt.fill('A lake between two ridges');
  await userEvent.tab();
  await vi.waitFor(() => expect(now().alt).toEqual({ en: 'A lake between two ridges' }));
  await expect.element(screen.getByText(/^Missing\./)).not.toBeInTheDocument();
});

test('each language has its own alt text', async () => {
  const { screen, now } = await openDetails({}, { locales: ['en', 'de'] });
  await screen.getByRole('button', { name: /Language/ }).click();
  await page.getByRole('option', { name: 'German' }).click();
  const alt = screen.getByRole('textbox', { name: 'Alt text' });
  await alt.fill('Ein See');
  await userEvent.tab();
  await vi.waitFor(() => expect(now().alt).toEqual({ de: 'Ein See' }));
});

test('tags are taken off and added, new ones too', async () => {
  const { screen, now } = await openDetails();
  await screen.getByRole('button', { name: 'Remove the tag lake' }).click();
  await vi.waitFor(() => expect(now().tags.map(({ name }) => name)).toEqual(['nature', 'alps']));
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await userEvent.type(page.getByRole('combobox', { name: 'Add a tag' }), 'glacier');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(now().tags.map(({ name }) => name)).toEqual(['nature', 'alps', 'glacier']));
});

test('a suggested tag is taken with a click', async () => {
  const { screen, now } = await openDetails();
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await userEvent.type(page.getByRole('combobox', { name: 'Add a tag' }), 'gar');
  await page.getByRole('option', { name: 'garden' }).click();
  await vi.waitFor(() => expect(now().tags.map(({ name }) => name)).toContain('garden'));
});

test('two changes in a row build on each other', async () => {
  const { screen, now } = await openDetails({ latencyMs: 30 });
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
  const { screen, client, now } = await openDetails();
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

test('who may not change the file can read everything', async () => {
  const { screen } = await openDetails({ role: 'viewer' });
  await expect.element(screen.getByRole('textbox', { name: 'Title' })).toHaveAttribute('readonly');
  await expect.element(screen.getByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
  await expect.element(screen.getByText('nature')).toBeVisible();
});
