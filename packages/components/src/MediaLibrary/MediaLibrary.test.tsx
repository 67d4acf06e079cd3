import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makePngFile } from '../testing/make-image-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaLibrary } from './MediaLibrary.tsx';

const lake = sampleFiles.find(({ title }) => title === 'Alpine lake at noon') as MediaFile;
async function open(options: FakeOptions = {}, size: readonly [number, number] = [1280, 800]) {
  await page.viewport(...size);
  localStorage.clear();
  const client = createFakeClient(options);
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ blockSize: `${size[1]}px` }}>
        <MediaLibrary defaultView="list" />
      </div>
    </FakeProvider>,
  );
  const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });
  const check = async (name: string) => {
    await expect.element(row(name)).toBeVisible();
    await userEvent.click(row(name).element().querySelector('.vt-cell-check') as Element);
  };
  const file = (name: string) => client.control.files().find(({ title }) => title === name) as MediaFile;
  return { client, screen, row, check, file };
}

test('a click shows the details beside the list', async () => {
  const { screen, row } = await open();
  await row('Alpine lake').click();
  await expect.element(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Alpine lake at noon');
  await row('Dunes at four').click();
  await expect.element(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Dunes at four');
});

test('chosen files and a collection are downloaded as one file', async () => {
  const { client, screen, check } = await open();
  const saved: string[] = [];
  const onClick = (event: MouseEvent) => {
    const link = event.target;
    if (!(link instanceof HTMLAnchorElement) || !link.download) return;
    event.preventDefault();
    saved.push(link.download);
  };
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    this.addEventListener('click', onClick, { once: true });
    this.dispatchEvent(new MouseEvent('click', { cancelable: true }));
  });
  await check('Fog over spruce');
  await check('Alpine lake');
  await screen.getByRole('toolbar').getByRole('button', { name: 'Download as ZIP' }).click();
  await vi.waitFor(() => expect(saved).toEqual(['Northfield Review.zip']));

  const [collection] = await client.trpc.collections.list.query({});
  const places = screen.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: new RegExp(collection?.title ?? '') }).click();
  const head = screen.getByRole('banner');
  await head.getByRole('button', { name: 'Download as ZIP' }).click();
  await vi.waitFor(() => expect(saved).toEqual(['Northfield Review.zip', `${collection?.title}.zip`]));
  click.mockRestore();
});

test('what was deleted is in the trash, and comes back from there', async () => {
  const { screen, row, check } = await open({ uses: {} });
  await check('Fog over spruce');
  await screen.getByRole('toolbar').getByRole('button', { name: 'Trash' }).click();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect.element(row('Fog over spruce')).not.toBeInTheDocument();
  const places = screen.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: /Trash/ }).click();
  await screen.getByRole('button', { name: 'Restore Fog over spruce' }).click();
  await expect.element(screen.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await places.getByRole('button', { name: /All files/ }).click();
  await expect.element(row('Fog over spruce')).toBeVisible();
});

test('an uploaded file appears in the list without a reload', async () => {
  const { screen, row } = await open();
  await expect.element(row('Fog over spruce')).toBeVisible();
  const input = screen.container.querySelector('input[type="file"]') as HTMLInputElement;
  await userEvent.upload(input, [await makePngFile('brand-new.png')]);
  await expect.element(row('brand-new')).toBeVisible();
});

test('tags narrow the list to files that have all of them', async () => {
  const { screen, row } = await open();
  await expect.element(row('Dunes at four')).toBeVisible();
  await screen.getByText('people').first().click();
  await expect.element(row('Dunes at four')).not.toBeInTheDocument();
  await expect.element(row('Ranger Amina')).toBeVisible();
});

test('on a phone places and tags lie behind a button', async () => {
  const { screen, row } = await open({}, [390, 844]);
  await expect.element(row('Fog over spruce')).toBeVisible();
  await expect.element(screen.getByRole('navigation', { name: 'Places' })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Places and tags' }).click();
  await page
    .getByRole('dialog', { name: 'Places and tags' })
    .getByRole('button', { name: /People/ })
    .click();
  await expect.element(row('Fog over spruce')).not.toBeInTheDocument();
});

test('a viewer looks, and is offered nothing else', async () => {
  const { screen, row } = await open({ role: 'viewer' });
  await row('Alpine lake').click();
  await expect.element(screen.getByRole('textbox', { name: 'Title' })).toHaveAttribute('readonly');
  await expect.element(screen.getByRole('button', { name: 'Upload' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
});

test('editors find what waits for an approval in a place of its own, until nothing does', async () => {
  const files = sampleFiles.map((file) =>
    file.id === lake.id ? { ...file, reviewStatus: 'pending' as const } : file,
  );
  const { screen, row, file } = await open({ files });
  await screen.getByRole('button', { name: /^To review/ }).click();
  await expect.element(row('Dunes at four')).not.toBeInTheDocument();
  await row('Alpine lake').click();
  await screen.getByRole('region', { name: 'Review' }).getByRole('button', { name: 'Approve' }).click();
  await vi.waitFor(() => expect(file(lake.title).reviewStatus).toBe('approved'));
  await expect.element(screen.getByRole('heading', { name: 'Nothing to review' })).toBeVisible();
});

test('contributors have no queue to review', async () => {
  const files = sampleFiles.map((file) => ({ ...file, reviewStatus: 'pending' as const }));
  const { screen, row } = await open({ files, role: 'contributor' });
  await expect.element(row('Alpine lake')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /^To review/ })).not.toBeInTheDocument();
});
