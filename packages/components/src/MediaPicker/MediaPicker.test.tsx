import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makePngFile } from '../testing/make-image-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaPicker, type MediaPickerProps } from './MediaPicker.tsx';

type Props = Partial<Omit<MediaPickerProps, 'isOpen' | 'onSelect'>>;

/** A host with a button that opens the picker, as large as a desktop. */
async function host(props: Props = {}, options: FakeOptions = {}) {
  await page.viewport(1280, 800);
  const client = createFakeClient(options);
  const onSelect = vi.fn<(chosen: MediaFile | MediaFile[]) => void>();
  const onClose = vi.fn();
  function Host() {
    const [isOpen, setOpen] = useState(false);
    const close = () => {
      onClose();
      setOpen(false);
    };
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          Choose
        </button>
        <MediaPicker {...({ ...props, onSelect, isOpen, onClose: close } as MediaPickerProps)} />
      </>
    );
  }
  const screen = await render(
    <FakeProvider client={client}>
      <Host />
    </FakeProvider>,
  );
  const opener = screen.getByRole('button', { name: 'Choose' });
  const dialog = page.getByRole('dialog', { name: 'Choose media' });
  const file = (name: string) => dialog.getByRole('row', { name: new RegExp(name) });
  const open = async () => {
    await opener.click();
    await expect.element(file('Fog over spruce')).toBeVisible();
  };
  const upload = async (...files: File[]) => {
    const input = document.querySelector('[role="dialog"] input[type="file"]') as HTMLInputElement;
    await userEvent.upload(input, files);
  };
  return { client, onSelect, onClose, opener, dialog, file, open, upload };
}

const titles = (call: unknown) => [call].flat().map((file) => (file as MediaFile).title);

test('nothing is asked of the server while it is closed', async () => {
  const { client, open } = await host();
  expect(client.control.calls).not.toContain('media.list');
  await open();
  expect(client.control.calls).toContain('media.list');
});

test('one click chooses, closes and gives the focus back', async () => {
  const { open, file, onSelect, opener, dialog } = await host();
  await open();
  await file('Dunes at four').click();
  expect(titles(onSelect.mock.calls[0]?.[0])).toEqual(['Dunes at four']);
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
});

test('with `confirm` a click only marks, and the details can be read', async () => {
  const { open, file, onSelect, dialog } = await host({ confirm: true });
  await open();
  await expect.element(dialog.getByRole('button', { name: 'Use this file' })).toBeDisabled();
  await file('Alpine lake').click();
  await expect.element(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Alpine lake at noon');
  await file('Fog over spruce').click();
  expect(onSelect).not.toHaveBeenCalled();
  await dialog.getByRole('button', { name: 'Use this file' }).click();
  expect(titles(onSelect.mock.calls[0]?.[0])).toEqual(['Fog over spruce']);
});

test('several are handed over in the order of choosing', async () => {
  const { open, file, onSelect, dialog } = await host({ multiple: true, maxItems: 5 });
  await open();
  await expect.element(dialog.getByRole('button', { name: 'Confirm selection' })).toBeDisabled();
  await file('Fog over spruce').click();
  await file('Dahlia, close').click();
  await file('Alpine lake').click();
  await expect.element(dialog.getByText('3 files selected')).toBeVisible();
  await expect.element(dialog.getByText('(max 5)')).toBeVisible();
  await dialog.getByRole('button', { name: 'Confirm selection' }).click();
  expect(titles(onSelect.mock.calls[0]?.[0])).toEqual([
    'Fog over spruce',
    'Dahlia, close',
    'Alpine lake at noon',
  ]);
});

test('at the maximum one more is refused with the reason, and nothing is dropped', async () => {
  const { open, file, dialog, onSelect } = await host({ multiple: true, maxItems: 2 });
  await open();
  await file('Fog over spruce').click();
  await file('Dahlia, close').click();
  await file('Alpine lake').click();
  await expect.element(dialog.getByRole('alert')).toMatchTextContent('You can choose at most 2.');
  await dialog.getByRole('button', { name: 'Confirm selection' }).click();
  expect(titles(onSelect.mock.calls[0]?.[0])).toEqual(['Fog over spruce', 'Dahlia, close']);
});

test('opens on what is chosen', async () => {
  const dunes = sampleFiles.find(({ title }) => title === 'Dunes at four') as MediaFile;
  const { open, file, dialog } = await host({ multiple: true, value: [{ mediaId: dunes.id }] } as Props);
  await open();
  await expect.element(dialog.getByText('1 file selected')).toBeVisible();
  await expect.element(file('Dunes at four')).toHaveAttribute('aria-selected', 'true');
});

test('an upload is chosen: a single one closes the picker', async () => {
  const { open, upload, onSelect, dialog } = await host();
  await open();
  await upload(await makePngFile('new-picture.png'));
  await vi.waitFor(() => expect(onSelect).toHaveBeenCalledOnce());
  expect(titles(onSelect.mock.calls[0]?.[0])).toEqual(['new-picture']);
  await expect.element(dialog).not.toBeInTheDocument();
});

test('of several uploads into a single choice the first is chosen: a picker answers once', async () => {
  const { open, onSelect, client } = await host();
  await open();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(await makePngFile('one.png'));
  dataTransfer.items.add(await makePngFile('two.png'));
  document
    .querySelector('.vt-dialog')
    ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  await vi.waitFor(() =>
    expect(client.control.files().filter(({ title }) => ['one', 'two'].includes(title))).toHaveLength(2),
  );
  expect(onSelect).toHaveBeenCalledOnce();
});

test('with several an upload joins the selection and the list', async () => {
  const { open, upload, dialog, file, onSelect } = await host({ multiple: true });
  await open();
  await file('Fog over spruce').click();
  await upload(await makePngFile('one.png'), await makePngFile('two.png'));
  await expect.element(dialog.getByText('3 files selected')).toBeVisible();
  await expect.element(file('two')).toBeVisible();
  expect(onSelect).not.toHaveBeenCalled();
});

test('closing while files are on their way asks first', async () => {
  const { open, upload, dialog, onClose } = await host({}, { uploads: { stuckAt: 0.4 } });
  await open();
  await upload(await makePngFile('slow.png'));
  await expect.element(dialog.getByText('40%')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Keep waiting' }).click();
  expect(onClose).not.toHaveBeenCalled();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Close anyway' }).click();
  expect(onClose).toHaveBeenCalledOnce();
});

test('Escape gives up the picks, then closes', async () => {
  const { open, file, dialog, onClose } = await host({ multiple: true });
  await open();
  await file('Fog over spruce').click();
  await expect.element(dialog.getByText('1 file selected')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog.getByText('0 files selected')).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
});

test('Ctrl and Enter confirm', async () => {
  const { open, file, onSelect } = await host({ multiple: true });
  await open();
  await file('Fog over spruce').click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(titles(onSelect.mock.calls[0]?.[0])).toEqual(['Fog over spruce']);
});

test('a click on the backdrop closes', async () => {
  const { open, dialog } = await host();
  await open();
  await userEvent.click(page.elementLocator(document.querySelector('.vt-backdrop') as Element), {
    position: { x: 8, y: 8 },
  });
  await expect.element(dialog).not.toBeInTheDocument();
});

test('only the kinds that are wanted are shown', async () => {
  const { open, file, dialog } = await host({ mediaTypes: ['image'] });
  await open();
  await expect.element(file('Aurora time lapse')).not.toBeInTheDocument();
  await expect.element(dialog.getByRole('tab', { name: 'Videos' })).not.toBeInTheDocument();
});

test('a collection is a place to look and to upload into', async () => {
  const { open, upload, dialog, file, client } = await host({ multiple: true });
  await open();
  await dialog.getByRole('button', { name: /People/ }).click();
  await expect.element(file('Fog over spruce')).not.toBeInTheDocument();
  await upload(await makePngFile('one.png'));
  await expect.element(dialog.getByText('1 file selected')).toBeVisible();
  expect(client.control.calls).toContain('media.list');
});

test('who may not upload is not offered to', async () => {
  const { open, dialog } = await host({}, { role: 'viewer' });
  await open();
  await expect.element(dialog.getByRole('button', { name: 'Upload' })).not.toBeInTheDocument();
});

test('only what may be used is offered: approved, and within its rights', async () => {
  const ended = new Date(Date.now() - 86_400_000).toISOString();
  const files = sampleFiles.map((file) =>
    file.title === 'Alpine lake at noon'
      ? { ...file, reviewStatus: 'pending' as const }
      : file.title === 'Dunes at four'
        ? { ...file, rightsEnd: ended }
        : file,
  );
  const { open, file } = await host({}, { files });
  await open();
  await expect.element(file('Alpine lake at noon')).not.toBeInTheDocument();
  await expect.element(file('Dunes at four')).not.toBeInTheDocument();
});
