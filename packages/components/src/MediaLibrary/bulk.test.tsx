import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFiles } from '../testing/make-media-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { sampleUse } from '../testing/sample-uses.ts';
import { MediaLibrary } from './MediaLibrary.tsx';

const lake = sampleFiles.find(({ title }) => title === 'Alpine lake at noon') as MediaFile;
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
  const bar = screen.getByRole('toolbar', { name: 'Selection' });
  const work = screen.getByRole('region', { name: 'Work' });
  const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });
  const check = async (...names: string[]) => {
    for (const name of names) {
      await expect.element(row(name)).toBeVisible();
      await userEvent.click(row(name).element().querySelector('.vt-cell-check') as Element);
    }
  };
  const checkAll = async () => {
    await expect.element(screen.getByRole('row').nth(1)).toBeVisible();
    await screen.getByRole('row').nth(1).click();
    await bar.getByRole('button', { name: /^Select all/ }).click();
  };
  const files = () => client.control.files();
  const file = (title: string) => files().find((one) => one.title === title) as MediaFile;
  const tagged = (name: string) => files().filter(({ tags }) => tags.some((tag) => tag.name === name)).length;
  return { client, screen, bar, work, row, check, checkAll, files, file, tagged };
}

const dialog = page.getByRole('dialog');

/** The box itself is drawn over what can be clicked in a browser: its words are beside it. */
const tick = (name: RegExp) =>
  userEvent.click(dialog.getByRole('checkbox', { name }).element().closest('label') as Element);

async function makeTag(name: string) {
  await dialog.getByRole('textbox', { name: 'Find or make a tag' }).fill(name);
  await userEvent.keyboard('{Enter}');
  await dialog.getByRole('button', { name: 'Apply' }).click();
}

test('tags are added to several files and taken off, in one go that can be undone', async () => {
  const { bar, work, check, tagged, file } = await open();
  const before = file('Fog over spruce').tags;
  await check('Fog over spruce', 'Dahlia, close');
  await bar.getByRole('button', { name: 'Tags' }).click();
  await expect.element(dialog.getByRole('checkbox', { name: /^nature/ })).toBeInTheDocument();
  await tick(/^nature/);
  await expect.element(dialog.getByText('Remove')).toBeVisible();
  await makeTag('cover');
  await vi.waitFor(() => expect(tagged('cover')).toBe(2));
  expect(file('Fog over spruce').tags.map(({ name }) => name)).not.toContain('nature');
  await expect.element(work.getByText('2 files changed: + cover, − nature')).toBeVisible();
  await work.getByRole('button', { name: 'Undo' }).click();
  await expect.element(work.getByText('Undone: 2 files are as before')).toBeVisible();
  expect(file('Fog over spruce').tags).toEqual(before);
});

test('all that match are tagged without loading them; progress is shown, and the whole is taken back', async () => {
  const { bar, work, checkAll, tagged } = await open({ files: 1200 });
  await checkAll();
  await expect.element(bar.getByText('All 1,200 selected')).toBeVisible();
  await bar.getByRole('button', { name: 'Tags' }).click();
  await makeTag('archive');
  await expect.element(work.getByText('1,200 files changed: + archive')).toBeVisible();
  expect(tagged('archive')).toBe(1200);
  await work.getByRole('button', { name: 'Undo' }).click();
  await expect.element(work.getByText('Undone: 1,200 files are as before')).toBeVisible();
  expect(tagged('archive')).toBe(0);
});

test('work under way says how far it is, in the page and to screen readers, and can be cancelled', async () => {
  const { bar, work, checkAll, tagged } = await open({ files: 2000, workStopsAt: 0.5 });
  await checkAll();
  await bar.getByRole('button', { name: 'Tags' }).click();
  await makeTag('archive');
  await expect.element(work.getByText('1,000 of 2,000')).toBeVisible();
  await expect.element(work.getByRole('progressbar')).toHaveAttribute('value', '1000');
  await expect.element(page.getByText('Changing 2,000 files: + archive: 50%')).toBeInTheDocument();
  await work.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(work.getByText('Cancelled: 1,000 files changed: + archive')).toBeVisible();
  expect(tagged('archive')).toBe(1000);
  await expect.element(work.getByRole('button', { name: 'Undo' })).toBeVisible();
});

test('what could not be done is listed, file by file with the reason', async () => {
  const files = makeMediaFiles(600).map((file, index) => (index < 37 ? { ...file, uploadedBy: null } : file));
  const { bar, work, checkAll } = await open({ files, role: 'contributor' });
  await checkAll();
  await bar.getByRole('button', { name: 'Tags' }).click();
  await makeTag('archive');
  await expect.element(work.getByText('37 could not be changed')).toBeVisible();
  await work.getByRole('button', { name: 'Show them' }).click();
  await expect.element(dialog.getByText('37 files could not be changed')).toBeVisible();
  await vi.waitFor(() => expect(dialog.getByText('Your role does not allow this.').all()).toHaveLength(37));
});

test('work that failed as a whole says why and takes nothing away', async () => {
  const { client, bar, work, check, tagged } = await open();
  await check('Fog over spruce');
  client.control.setFail((path) => (path === 'media.bulkUpdate' ? 'storage.unavailable' : null));
  await bar.getByRole('button', { name: 'Tags' }).click();
  await makeTag('cover');
  await expect.element(work.getByText(/^Stopped: .*does not answer/)).toBeVisible();
  expect(tagged('cover')).toBe(0);
});

test('files go into collections and out of them', async () => {
  const { bar, check, file } = await open();
  await check('Dunes at four');
  const before = file('Dunes at four').collectionIds.length;
  await bar.getByRole('button', { name: 'Collection' }).click();
  await expect.element(dialog.getByRole('checkbox', { name: /^Brand/ })).toBeInTheDocument();
  await tick(/^Brand/);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await vi.waitFor(() => expect(file('Dunes at four').collectionIds).toHaveLength(before + 1));
  await bar.getByRole('button', { name: 'Collection' }).click();
  await expect.element(dialog.getByRole('checkbox', { name: /^Brand/ })).toBeInTheDocument();
  await tick(/^Brand/);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await vi.waitFor(() => expect(file('Dunes at four').collectionIds).toHaveLength(before));
});

test('credit and level of several files are changed, and nothing else of them', async () => {
  const { bar, check, file } = await open();
  const { license } = file('Fog over spruce');
  await check('Fog over spruce', 'Dahlia, close');
  await bar.getByRole('button', { name: 'Edit' }).click();
  const apply = dialog.getByRole('button', { name: 'Apply' });
  await expect.element(apply).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Credit' }).fill('Ada Berg');
  await dialog.getByRole('button', { name: /Who sees it/ }).click();
  await page.getByRole('option', { name: 'Members' }).click();
  await apply.click();
  await vi.waitFor(() =>
    expect(file('Dahlia, close')).toMatchObject({ credit: 'Ada Berg', accessLevel: 'members' }),
  );
  expect(file('Fog over spruce').license).toBe(license);
});

test('before several go to the trash the used ones are shown with their pages; the others go, and come back', async () => {
  const { bar, work, check, file, row } = await open({ uses: { [lake.id]: [sampleUse] } });
  await check('Fog over spruce', 'Alpine lake');
  await bar.getByRole('button', { name: 'Trash' }).click();
  const asked = page.getByRole('alertdialog', { name: '1 of 2 files is used and stays' });
  await expect.element(asked.getByRole('link', { name: 'Walking the high lakes' })).toBeVisible();
  await expect.element(asked.getByText('/hero')).toBeVisible();
  await asked.getByRole('button', { name: 'Move the other one to the trash' }).click();
  await vi.waitFor(() => expect(file('Fog over spruce').deletedAt).not.toBeNull());
  expect(file('Alpine lake at noon').deletedAt).toBeNull();
  await work.getByRole('button', { name: 'Undo' }).click();
  await expect.element(row('Fog over spruce')).toBeVisible();
});

test('another filter is another choice: all that matched before are chosen no more', async () => {
  const { screen, bar, checkAll } = await open({ files: 300 });
  await checkAll();
  await expect.element(bar.getByText('All 300 selected')).toBeVisible();
  await screen.getByRole('tab', { name: /Videos/ }).click();
  await expect.element(bar).not.toBeInTheDocument();
});

test('taking one out of all that match leaves those that are loaded', async () => {
  const { bar, checkAll, screen } = await open({ files: 300 });
  await checkAll();
  await userEvent.click(screen.getByRole('row').nth(2).element().querySelector('.vt-cell-check') as Element);
  await expect.element(bar.getByText(/^\d+ selected$/)).toBeVisible();
});

test('the keyboard does it all, and the focus comes back', async () => {
  const { bar, work, check, row, file } = await open();
  await check('Fog over spruce');
  const tags = bar.getByRole('button', { name: 'Tags' });
  (tags.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByRole('textbox')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(tags).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('cover{Enter}{Enter}');
  await vi.waitFor(() => expect(file('Fog over spruce').tags.map(({ name }) => name)).toContain('cover'));
  await expect.element(tags).toHaveFocus();
  await expect.element(work.getByRole('button', { name: 'Undo' })).toBeVisible();
  // What is deleted takes its bar with it: the list has the focus then.
  (bar.getByRole('button', { name: 'Trash' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'Move to trash' })).toBeEnabled();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect.element(row('Fog over spruce')).not.toBeInTheDocument();
  await vi.waitFor(() => expect(document.activeElement?.closest('.vt-grid-body')).not.toBeNull());
});

test('what asks twice gives the focus back to where it was before the first question', async () => {
  const { bar, check } = await open({ role: 'admin', uses: { [lake.id]: [sampleUse] } });
  await check('Alpine lake');
  const trash = bar.getByRole('button', { name: 'Trash' });
  (trash.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await page.getByRole('button', { name: 'Delete anyway…' }).click();
  await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(trash).toHaveFocus();
});

test('reviewers approve all that wait at once, or reject them with a reason', async () => {
  const files = sampleFiles.map((file, index) =>
    index < 4 ? { ...file, reviewStatus: 'pending' as const } : file,
  );
  const { screen, bar, check, file } = await open({ files });
  const [first, second, third] = files.map(({ title }) => title) as [string, string, string];
  await screen.getByRole('button', { name: /^To review/ }).click();
  await check(first, second);
  await bar.getByRole('button', { name: 'Approve' }).click();
  await vi.waitFor(() => expect(file(second).reviewStatus).toBe('approved'));
  await check(third);
  await bar.getByRole('button', { name: 'Reject' }).click();
  await dialog.getByRole('textbox').fill('Blurred');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await vi.waitFor(() =>
    expect(file(third)).toMatchObject({ reviewStatus: 'rejected', reviewNote: 'Blurred' }),
  );
});

test('work that goes on is told again after the page was left', async () => {
  const { client, bar, checkAll, screen } = await open({ files: 1200, workStopsAt: 0.5 });
  await checkAll();
  await bar.getByRole('button', { name: 'Tags' }).click();
  await makeTag('archive');
  await expect.element(screen.getByText('600 of 1,200')).toBeVisible();
  await screen.unmount();
  const again = await render(
    <FakeProvider client={client}>
      <div style={{ blockSize: '800px' }}>
        <MediaLibrary />
      </div>
    </FakeProvider>,
  );
  await expect.element(again.getByText('600 of 1,200')).toBeVisible();
});
