import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FakeOptions } from '../testing/create-fake-client.ts';
import { makePngFile } from '../testing/make-image-file.ts';
import { sampleUse } from '../testing/sample-uses.ts';
import { lake, openDetails } from './open-details.tsx';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const withLake = (change: Partial<MediaFile>): FakeOptions => ({ files: [{ ...lake, ...change }] });

test('a file that pages use is not deleted: the pages are named and linked', async () => {
  const { screen, onDeleted, now } = await openDetails({ uses: { [lake.id]: [sampleUse] } });
  await screen.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog', { name: /Cannot delete “Alpine lake at noon”/ });
  await expect.element(dialog.getByText('Walking the high lakes')).toBeVisible();
  await expect
    .element(dialog.getByRole('link', { name: 'Walking the high lakes' }))
    .toHaveAttribute('href', '/pages/1');
  expect(now().deletedAt).toBeNull();
  expect(onDeleted).not.toHaveBeenCalled();
});

test('a file that nothing uses goes to the trash after a question', async () => {
  const { screen, onDeleted, now } = await openDetails({ uses: {} });
  await screen.getByRole('button', { name: 'Delete' }).click();
  expect(now().deletedAt).toBeNull();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await vi.waitFor(() => expect(now().deletedAt).not.toBeNull());
  expect(onDeleted).toHaveBeenCalledExactlyOnceWith(lake.id);
});

test('a reviewer approves what waits, or rejects it with a reason', async () => {
  const { screen, now, client } = await openDetails(withLake({ reviewStatus: 'pending' }));
  await screen.getByRole('button', { name: 'Reject' }).click();
  const reject = screen.getByRole('button', { name: 'Reject' });
  await expect.element(reject).toBeDisabled();
  await screen.getByRole('textbox', { name: 'Why can it not be used?' }).fill('Blurred');
  await reject.click();
  await vi.waitFor(() => expect(now()).toMatchObject({ reviewStatus: 'rejected', reviewNote: 'Blurred' }));
  await expect.element(screen.getByText('“Blurred”')).toBeVisible();
  await screen.getByRole('button', { name: 'Approve' }).click();
  await vi.waitFor(() => expect(now().reviewStatus).toBe('approved'));
  await expect.element(screen.getByRole('button', { name: 'Approve' })).not.toBeInTheDocument();
  expect(client.control.calls).toContain('media.approve');
});

test('who may not review sees that a file waits, and nothing to press', async () => {
  const { screen } = await openDetails({ ...withLake({ reviewStatus: 'pending' }), role: 'contributor' });
  await expect.element(screen.getByText(/^Waits for an approval/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Approve' })).not.toBeInTheDocument();
});

test('rights that end soon or have ended are said, and their last day is written', async () => {
  const { screen, now, client } = await openDetails(withLake({ rightsEnd: day(-2) }));
  await expect.element(screen.getByText(/^Rights have ended/)).toBeVisible();
  const until = screen.getByLabelText('Until');
  await expect.element(until).not.toHaveAttribute('readonly');
  await until.fill('2031-12-24');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(now().rightsEnd).toBe(new Date(2031, 11, 25).toISOString()));
  await expect.element(until).toHaveValue('2031-12-24');
  await expect.element(screen.getByText(/^Rights have ended/)).not.toBeInTheDocument();
  client.control.put({ ...now(), rightsEnd: day(3) });
  client.control.emit({ type: 'media.rights-ending', ids: [lake.id] });
  await expect.element(screen.getByText(/^Rights end /)).toBeVisible();
});

test('a replaced file keeps its place, and an old version is shown again', async () => {
  const { screen, now } = await openDetails(withLake({}));
  await screen.getByRole('button', { name: 'Replace' }).click();
  const dialog = screen.getByRole('dialog');
  const replace = dialog.getByRole('button', { name: 'Replace' });
  await expect.element(replace).toBeDisabled();
  const file = new File(['other bytes'], 'lake-2026.jpg', { type: 'image/jpeg' });
  await userEvent.upload(dialog.getByLabelText('Choose a file').last(), file);
  await dialog.getByRole('textbox', { name: 'What is new?' }).fill('Sharper');
  await replace.click();
  await vi.waitFor(() => expect(now()).toMatchObject({ version: 2, originalFilename: 'lake-2026.jpg' }));
  expect(now()).toMatchObject({ id: lake.id, title: lake.title });
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(screen.getByText(/Sharper/)).toBeVisible();
  await screen.getByRole('button', { name: 'Show again Version 1' }).click();
  await vi.waitFor(() => expect(now()).toMatchObject({ version: 3, hash: lake.hash }));
});

test('a refused replacement says why and can be sent again', async () => {
  const { screen, now } = await openDetails({ ...withLake({}), uploads: { refuse: 'upload.mime-refused' } });
  await screen.getByRole('button', { name: 'Replace' }).click();
  const dialog = screen.getByRole('dialog');
  const file = new File(['words'], 'lake.txt', { type: 'text/plain' });
  await userEvent.upload(dialog.getByLabelText('Choose a file').last(), file);
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/not taken here/);
  expect(now().version).toBe(1);
  await expect.element(dialog.getByRole('button', { name: 'Replace' })).toBeEnabled();
});

test('an admin deletes a used file by force, after the pages and a reason', async () => {
  const { screen, now, onDeleted } = await openDetails({
    ...withLake({}),
    uses: { [lake.id]: [sampleUse] },
    role: 'admin',
  });
  await screen.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete anyway…' }).click();
  const dialog = page.getByRole('alertdialog', { name: /although it is used/ });
  await expect.element(dialog.getByText('Walking the high lakes')).toBeVisible();
  const force = dialog.getByRole('button', { name: 'Delete anyway' });
  await expect.element(force).toBeDisabled();
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('The consent was withdrawn');
  await force.click();
  await vi.waitFor(() => expect(now().deletedAt).not.toBeNull());
  expect(onDeleted).toHaveBeenCalledWith(lake.id);
});

test('who is no admin is not offered force', async () => {
  const { screen } = await openDetails({ ...withLake({}), uses: { [lake.id]: [sampleUse] } });
  await screen.getByRole('button', { name: 'Delete' }).click();
  await expect.element(page.getByRole('button', { name: 'Keep it' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Delete anyway…' })).not.toBeInTheDocument();
});

test('two versions are compared: what is another in them, and the way back', async () => {
  const { screen, now } = await openDetails(withLake({}));
  await screen.getByRole('button', { name: 'Replace' }).click();
  const replacing = page.getByRole('dialog', { name: /Replace “Alpine/ });
  await userEvent.upload(replacing.getByLabelText('Choose a file').last(), await makePngFile('lake-new.png'));
  await replacing.getByRole('button', { name: 'Replace' }).click();
  await vi.waitFor(() => expect(now().version).toBe(2));
  await screen.getByRole('button', { name: 'Compare Version 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Version 1 and version 2' });
  await expect.element(dialog.getByText('lake-new.png')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show version 1 again' }).click();
  await vi.waitFor(() => expect(now().version).toBe(3));
});

test('pages that a replacement changes, and that an end of rights empties, are listed', async () => {
  const rightsEnd = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const { screen } = await openDetails({ ...withLake({ rightsEnd }), uses: { [lake.id]: [sampleUse] } });
  const note = screen.getByText('1 page will show nothing in its place.');
  await note.click();
  await expect
    .element(
      screen.getByRole('region', { name: 'Rights' }).getByRole('link', { name: 'Walking the high lakes' }),
    )
    .toHaveAttribute('href', '/pages/1');
  await screen.getByRole('button', { name: 'Replace' }).click();
  await expect.element(page.getByText('1 page will show the new one.')).toBeVisible();
});

test('a used file is replaced everywhere instead, and that is taken back', async () => {
  const { screen, now } = await openDetails({ uses: { [lake.id]: [sampleUse] } });
  await screen.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Replace everywhere…' }).click();
  const picker = page.getByRole('dialog', { name: /stands in for/ });
  await picker.getByRole('row', { name: /Dunes at four/ }).click();
  await picker.getByRole('button', { name: /Use this file|Confirm/ }).click();
  const dialog = page.getByRole('dialog', { name: /Show another file wherever/ });
  await expect.element(dialog.getByText(/1 page will show the new one/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Replace everywhere' }).click();
  await vi.waitFor(() => expect(now().replacedBy).not.toBeNull());
  await expect.element(screen.getByText('Pages show “Dunes at four” in its place.')).toBeVisible();
  await screen.getByRole('region', { name: 'Work' }).getByRole('button', { name: 'Undo' }).click();
  await vi.waitFor(() => expect(now().replacedBy).toBeNull());
});
