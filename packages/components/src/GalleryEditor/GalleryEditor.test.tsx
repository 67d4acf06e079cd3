import '@vitrine/components/styles.css';
import { GalleryWidgetConfig, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { dropFiles } from '../testing/drop-files.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makePngFile } from '../testing/make-image-file.ts';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { sampleCollections } from '../testing/sample-files.ts';
import { GalleryEditor } from './GalleryEditor.tsx';

const places = sampleCollections.find(({ title }) => title === 'Places');
const files = [0, 1, 2, 3].map((seed) =>
  makeMediaFile({
    seed,
    title: `Picture ${seed + 1}`,
    alt: {},
    collectionIds: places && seed > 1 ? [places.id] : [],
  }),
);
const filled: GalleryWidgetConfig = {
  ...widgets.gallery.initial,
  items: files.slice(0, 3).map(({ id }) => ({ mediaId: id })),
};

async function open(start: GalleryWidgetConfig = filled) {
  const onChange = vi.fn<(config: GalleryWidgetConfig) => void>();
  function Held() {
    const [config, setConfig] = useState(start);
    return (
      <GalleryEditor
        config={config}
        onChange={(next) => {
          onChange(GalleryWidgetConfig.parse(next));
          setConfig(next);
        }}
      />
    );
  }
  const screen = await render(
    <FakeProvider options={{ files }}>
      <Held />
    </FakeProvider>,
  );
  const order = () =>
    [...screen.container.querySelectorAll('.vt-gallery-tile .vt-cap')]
      .map((one) => one.textContent?.at(-1))
      .join('');
  return { screen, onChange, order };
}

test('moves a picture by keyboard alone', async () => {
  const { screen, order } = await open();
  await expect.poll(order).toBe('123');
  screen.getByRole('button', { name: 'Move Picture 1, position 1 of 3' }).element().focus();
  await userEvent.keyboard(' ');
  await expect.element(page.getByText(/Started dragging/)).toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}');
  await userEvent.keyboard(' ');
  await expect.poll(order).toBe('213');
});

test('takes out a picture', async () => {
  const { screen, order } = await open();
  await expect.poll(order).toBe('123');
  await screen.getByRole('button', { name: 'Remove Picture 2' }).click();
  await expect.poll(order).toBe('13');
  screen.getByRole('row', { name: 'Picture 1' }).element().focus();
  // From the picture in focus its tools are one, two and three tabs away.
  await userEvent.keyboard('{Tab}{Tab}{Tab}');
  await expect.element(screen.getByRole('button', { name: 'Remove Picture 1' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(order).toBe('3');
});

test('opens the words of a picture with Enter and takes it out with Delete', async () => {
  const { screen, order } = await open();
  await expect.poll(order).toBe('123');
  screen.getByRole('row', { name: 'Picture 1' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await userEvent.keyboard('{Delete}');
  await expect.poll(order).toBe('23');
});

test('uploads pictures that are dropped on it', async () => {
  const { screen, order } = await open();
  await expect.poll(order).toBe('123');
  const body = screen.container.querySelector('.vt-panel-body') as Element;
  dropFiles(body, await makePngFile('picture-9.png'));
  await expect.poll(order).toBe('1239');
});

test('fills from a collection with what is not there yet', async () => {
  const { screen, onChange, order } = await open();
  await expect.poll(order).toBe('123');
  await screen.getByRole('button', { name: 'Fill from a collection' }).click();
  await page.getByRole('menuitem', { name: 'Places' }).click();
  await expect.poll(order).toBe('1234');
  expect(onChange.mock.lastCall?.[0].collectionId).toBe(places?.id);
});

test('sets layout, columns, spacing, captions and lightbox', async () => {
  const { screen, onChange } = await open();
  await screen.getByRole('radio', { name: 'Carousel' }).click();
  await screen.getByRole('button', { name: /Columns/ }).click();
  await page.getByRole('option', { name: '6' }).click();
  await screen.getByRole('button', { name: /Spacing/ }).click();
  await page.getByRole('option', { name: '24 px' }).click();
  await screen.getByText('Captions').click();
  await screen.getByText('Lightbox').click();
  expect(onChange.mock.lastCall?.[0]).toMatchObject({
    layout: 'carousel',
    columns: 6,
    spacing: 24,
    showCaptions: false,
    lightbox: false,
  });
});

test('gives a picture its words in this gallery', async () => {
  const { screen, onChange } = await open();
  await screen.getByRole('button', { name: 'Alt text and crop of Picture 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Caption' }).fill('Low tide');
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(onChange.mock.lastCall?.[0].items[0]).toEqual({ mediaId: files[0]?.id, caption: 'Low tide' });
});
