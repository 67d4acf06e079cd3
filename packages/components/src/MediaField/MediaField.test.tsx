import '@vitrine/components/styles.css';
import { type MediaValue, mediaField } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { dropFiles } from '../testing/drop-files.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makePngFile } from '../testing/make-image-file.ts';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { MediaField } from './MediaField.tsx';
import type { MultipleFieldProps, SingleFieldProps } from './media-field-props.ts';

const files = [0, 1, 2, 3].map((seed) =>
  makeMediaFile({ seed, title: `Picture ${seed + 1}`, originalFilename: `picture-${seed + 1}.jpg` }),
);
const values: MediaValue[] = files.map(({ id }) => ({ mediaId: id }));
const one = values[0] ?? null;

async function openSingle(props: Partial<SingleFieldProps> = {}, options: FakeOptions = { files }) {
  const client = createFakeClient(options);
  const onChange = vi.fn<(value: MediaValue | null) => void>();
  function Form() {
    const [value, setValue] = useState(props.value ?? null);
    return (
      <MediaField
        label="Hero picture"
        {...props}
        value={value}
        onChange={(next) => {
          onChange(next);
          setValue(next);
        }}
      />
    );
  }
  const screen = await render(
    <FakeProvider client={client}>
      <Form />
    </FakeProvider>,
  );
  return { client, onChange, screen, field: screen.getByRole('group', { name: 'Hero picture' }) };
}

async function openMultiple(props: Partial<MultipleFieldProps> = {}, options: FakeOptions = { files }) {
  const client = createFakeClient(options);
  const onChange = vi.fn<(values: MediaValue[]) => void>();
  function Form() {
    const [value, setValue] = useState<readonly MediaValue[]>(props.value ?? values);
    return (
      <MediaField
        label="Pictures"
        {...props}
        multiple
        value={value}
        onChange={(next) => {
          onChange(next);
          setValue(next);
        }}
      />
    );
  }
  const screen = await render(
    <FakeProvider client={client}>
      <Form />
    </FakeProvider>,
  );
  const order = () =>
    [...screen.container.querySelectorAll('.vt-sort-item .vt-name')]
      .map((name) => name.getAttribute('title')?.at(-5))
      .join('');
  return { client, onChange, screen, order };
}

test('says what it takes before anything is chosen', async () => {
  const limits = mediaField({
    kind: 'image',
    mimeTypes: ['image/jpeg', 'image/png', 'image/avif'],
    aspect: '16:9',
    minWidth: 1600,
    required: true,
  });
  const { screen } = await openSingle({ limits });
  await expect.element(screen.getByText('JPEG, PNG, or AVIF, 16:9, at least 1600 px wide')).toBeVisible();
  await expect.element(screen.getByText('required')).toBeVisible();
  await expect.element(screen.getByText('Drop a picture here')).toBeVisible();
});

test('refuses a picture that is too small with the sentence that says why, and sends nothing', async () => {
  const limits = mediaField({ kind: 'image', minWidth: 1600 });
  const { client, field, onChange, screen } = await openSingle({ limits });
  dropFiles(field.element(), await makePngFile('reading-room.png', 320, 200));
  await expect
    .element(screen.getByText('reading-room.png is 320 px wide. This field needs at least 1600 px.'))
    .toBeVisible();
  expect(client.control.files()).toHaveLength(files.length);
  expect(onChange).not.toHaveBeenCalled();
});

test('refuses a file of another kind', async () => {
  const { field, screen } = await openSingle({ mediaTypes: ['image'] });
  dropFiles(field.element(), new File(['words'], 'notes.txt', { type: 'text/plain' }));
  await expect
    .element(screen.getByText('notes.txt is of kind document. This field takes: image.'))
    .toBeVisible();
});

test('uploads a picture that is dropped on it and holds it', async () => {
  const { field, onChange, screen } = await openSingle({ mediaTypes: ['image'] });
  dropFiles(field.element(), await makePngFile('drawn.png'));
  await expect.element(screen.getByText('drawn', { exact: true })).toBeVisible();
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ mediaId: expect.any(String) });
});

test('takes one file where it holds one', async () => {
  const { field, onChange, screen } = await openSingle();
  dropFiles(field.element(), await makePngFile('a.png'), await makePngFile('b.png'));
  await expect.element(screen.getByText('This field takes one file. Drop only one.')).toBeVisible();
  expect(onChange).not.toHaveBeenCalled();
});

test('says why an upload failed and goes on when asked', async () => {
  const { field, onChange, screen } = await openSingle({}, { files, uploads: { failAt: 0.5 } });
  dropFiles(field.element(), await makePngFile('drawn.png'));
  await expect.element(screen.getByText('The connection was lost.')).toBeVisible();
  await screen.getByRole('button', { name: 'Retry' }).click();
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
});

test('puts what is chosen in the library into the field, with the library’s words', async () => {
  const { onChange, screen } = await openSingle({ mediaTypes: ['image'] });
  await screen.getByRole('button', { name: 'Hero picture Choose' }).click();
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /Picture 2/ })
    .click();
  await vi.waitFor(() =>
    expect(onChange).toHaveBeenCalledExactlyOnceWith({
      mediaId: files[1]?.id,
      alt: files[1]?.alt.en,
    }),
  );
  await expect.element(screen.getByText('Picture 2', { exact: true })).toBeVisible();
});

test('wants an alt text, or the word that the picture is decorative', async () => {
  const limits = mediaField({ kind: 'image', alt: 'required' });
  const { onChange, screen } = await openSingle({ limits, value: one });
  await expect.element(screen.getByText('Describe the picture, or mark it as decorative.')).toBeVisible();
  await screen.getByRole('button', { name: 'Alt text' }).click();
  await screen.getByRole('textbox', { name: 'Alt text' }).fill('A lake');
  expect(onChange).toHaveBeenLastCalledWith({ mediaId: files[0]?.id, alt: 'A lake' });
  await expect
    .element(screen.getByText('Describe the picture, or mark it as decorative.'))
    .not.toBeInTheDocument();
  await screen.getByText('Decorative: screen readers pass it over').click();
  expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ decorative: true }));
});

test('keeps the crop that a field of a ratio gets', async () => {
  const limits = mediaField({ kind: 'image', aspect: '1:1' });
  const { onChange, screen } = await openSingle({ limits, value: one });
  await screen.getByRole('button', { name: 'Crop' }).click();
  const dialog = page.getByRole('dialog', { name: 'Crop and focal point' });
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const crop = onChange.mock.calls[0]?.[0]?.crop;
  expect(((crop?.width ?? 0) * 6016) / ((crop?.height ?? 1) * 4016)).toBeCloseTo(1, 2);
});

test('is empty again when the file is removed', async () => {
  const { onChange, screen } = await openSingle({ value: one });
  await screen.getByRole('button', { name: 'Remove' }).click();
  expect(onChange).toHaveBeenCalledExactlyOnceWith(null);
  await expect.element(screen.getByText('Drop a file here')).toBeVisible();
});

test('asks for a file when a required one is removed', async () => {
  const { screen } = await openSingle({ value: one, required: true });
  await screen.getByRole('button', { name: 'Remove' }).click();
  await expect.element(screen.getByText('Choose a file: this field is required.')).toBeVisible();
});

test('says when the file is gone from the library', async () => {
  const { screen } = await openSingle({ value: one }, { files: files.slice(1) });
  await expect.element(screen.getByText('This file is no longer in the library')).toBeVisible();
});

test('offers nothing where it is read-only', async () => {
  const { field, onChange, screen } = await openSingle({ value: one, mode: 'read-only' });
  await expect.element(screen.getByText('Picture 1', { exact: true })).toBeVisible();
  expect(screen.getByRole('button').elements()).toHaveLength(0);
  dropFiles(field.element(), await makePngFile('drawn.png'));
  expect(onChange).not.toHaveBeenCalled();
});

test('moves a file by keyboard alone: Space lifts, arrows move, Space drops', async () => {
  const { order, screen } = await openMultiple();
  await expect.poll(order).toBe('1234');
  const grip = screen.getByRole('button', { name: 'Move picture-1.jpg, position 1 of 4' });
  grip.element().focus();
  await userEvent.keyboard(' ');
  await expect.element(page.getByText(/Started dragging/)).toBeInTheDocument();
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard(' ');
  await expect.poll(order).toBe('2314');
});

test('leaves the order as it was when a move is cancelled', async () => {
  const { onChange, order, screen } = await openMultiple();
  await expect.poll(order).toBe('1234');
  screen.getByRole('button', { name: 'Move picture-2.jpg, position 2 of 4' }).element().focus();
  await userEvent.keyboard(' ');
  await expect.element(page.getByText(/Started dragging/)).toBeInTheDocument();
  await userEvent.keyboard('{ArrowDown}{Escape}');
  expect(order()).toBe('1234');
  expect(onChange).not.toHaveBeenCalled();
});

test('moves a file by mouse', async () => {
  const { order, screen } = await openMultiple();
  await expect.poll(order).toBe('1234');
  const row = (number: number) => screen.getByRole('row', { name: `picture-${number}.jpg` });
  await userEvent.dragAndDrop(row(1), row(3), { targetPosition: { x: 100, y: 50 } });
  await expect.poll(order).toBe('2314');
});

test('takes out the file in focus with Delete', async () => {
  const { order, screen } = await openMultiple();
  await expect.poll(order).toBe('1234');
  await screen.getByRole('row', { name: 'picture-3.jpg' }).click();
  await userEvent.keyboard('{Delete}');
  await expect.poll(order).toBe('124');
});

test('takes out several that are selected', async () => {
  const { order, screen } = await openMultiple();
  await expect.poll(order).toBe('1234');
  await screen.getByRole('row', { name: 'picture-1.jpg' }).click();
  await screen.getByRole('row', { name: 'picture-3.jpg' }).click({ modifiers: ['ControlOrMeta'] });
  await screen.getByRole('button', { name: 'Remove 2 selected' }).click();
  await expect.poll(order).toBe('24');
});

test('refuses more than it takes and drops nothing that is there', async () => {
  const { onChange, screen } = await openMultiple({ maxItems: 4 });
  await expect.element(screen.getByText('4 of 4')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Add files' })).toBeDisabled();
  dropFiles(screen.getByRole('group', { name: 'Pictures' }).element(), await makePngFile('fifth.png'));
  await expect.element(screen.getByText('This field takes at most 4. Remove one first.')).toBeVisible();
  expect(onChange).not.toHaveBeenCalled();
});

test('uploads several at once and keeps them all', async () => {
  const { order, screen } = await openMultiple({ value: values.slice(0, 1) });
  await expect.poll(order).toBe('1');
  const group = screen.getByRole('group', { name: 'Pictures' }).element();
  dropFiles(group, await makePngFile('picture-8.png'), await makePngFile('picture-9.png'));
  await expect.poll(() => [...order()].sort().join('')).toBe('189');
});

test('marks the file whose alt text is missing, and takes it in its dialog', async () => {
  const limits = mediaField({ kind: 'image', alt: 'required' });
  const { onChange, screen } = await openMultiple({ limits, value: values.slice(0, 1) });
  await expect.element(screen.getByText('Alt text missing')).toBeVisible();
  await screen.getByRole('button', { name: 'Alt text and crop of picture-1.jpg' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Alt text' }).fill('A lake');
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(onChange).toHaveBeenLastCalledWith([{ mediaId: files[0]?.id, alt: 'A lake' }]);
  await expect.element(screen.getByText('Alt text missing')).not.toBeInTheDocument();
});
