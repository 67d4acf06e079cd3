import '@vitrine/components/styles.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makePngFile } from '../testing/make-image-file.ts';
import { MediaUpload, type MediaUploadProps } from './MediaUpload.tsx';

async function open(options: FakeOptions = {}, props: MediaUploadProps = {}) {
  const client = createFakeClient(options);
  const onUploadComplete = vi.fn();
  const screen = await render(
    <FakeProvider client={client}>
      <MediaUpload onUploadComplete={onUploadComplete} {...props} />
    </FakeProvider>,
  );
  await expect.element(screen.getByText(/Up to|up to/)).toBeVisible();
  const input = screen.container.querySelector('input[type="file"]') as HTMLInputElement;
  const choose = (...files: File[]) => userEvent.upload(input, files);
  const target = screen.container.querySelector('.vt-target') as HTMLElement;
  return { client, onUploadComplete, screen, choose, target };
}

function transferOf(...files: File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

test('a chosen file is uploaded and handed to the host', async () => {
  const { choose, onUploadComplete, screen } = await open();
  await choose(await makePngFile('lake.png'));
  await expect.element(screen.getByText('1 of 1 done')).toBeVisible();
  expect(onUploadComplete).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ originalFilename: 'lake.png' }),
  );
});

test('files that are dropped on it are taken, folders of the page around are not touched', async () => {
  const { target, onUploadComplete } = await open();
  const event = new DragEvent('drop', {
    bubbles: true,
    cancelable: true,
    dataTransfer: transferOf(await makePngFile('dropped.png')),
  });
  target.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(onUploadComplete).toHaveBeenCalledOnce());
});

test('text that is dragged over it is left alone', async () => {
  const { target } = await open();
  const dataTransfer = new DataTransfer();
  dataTransfer.setData('text/plain', 'a word');
  const event = new DragEvent('dragenter', { bubbles: true, cancelable: true, dataTransfer });
  target.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});

test('a picture that is pasted gets a name of its own', async () => {
  const { target, onUploadComplete } = await open();
  target.dispatchEvent(
    new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      clipboardData: transferOf(await makePngFile('image.png')),
    }),
  );
  await vi.waitFor(() => expect(onUploadComplete).toHaveBeenCalledOnce());
  expect(onUploadComplete.mock.calls[0]?.[0].originalFilename).toMatch(/^pasted \d{4}-\d\d-\d\d .*\.png$/);
});

test('a refused file says why before anything is sent, and the others can go', async () => {
  const { choose, client, onUploadComplete } = await open({}, { mediaTypes: ['image'] });
  await choose(await makePngFile('lake.png'), new File(['x'], 'song.mp3', { type: 'audio/mpeg' }));
  const dialog = page.getByRole('alertdialog');
  await expect.element(dialog.getByText('song.mp3 cannot be used here. Allowed: Images.')).toBeVisible();
  expect(client.control.files().some((file) => file.originalFilename === 'lake.png')).toBe(false);
  await dialog.getByRole('button', { name: 'Upload the other one' }).click();
  await vi.waitFor(() => expect(onUploadComplete).toHaveBeenCalledOnce());
});

test('a duplicate is kept beside the existing one only when the person says so', async () => {
  const { choose, client, screen, onUploadComplete } = await open({ uploads: { duplicate: true } });
  const before = client.control.files().length;
  await choose(await makePngFile('copy.png'));
  await screen.getByRole('button', { name: 'Keep both copy.png' }).click();
  await vi.waitFor(() => expect(onUploadComplete).toHaveBeenCalledOnce());
  expect(client.control.files()).toHaveLength(before + 1);
});

test('screen readers hear what became of a file', async () => {
  const { choose } = await open({ uploads: { failAt: 0.5 } });
  await choose(await makePngFile('lake.png'));
  await expect.element(page.getByText(/^lake\.png failed:/)).toBeInTheDocument();
});
