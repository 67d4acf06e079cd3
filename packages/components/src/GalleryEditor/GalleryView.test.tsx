import '@vitrine/components/styles.css';
import { type GalleryWidgetConfig, widgets } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { GalleryView } from './GalleryView.tsx';

const files = [0, 1, 2, 3].map((seed) => makeMediaFile({ seed, title: `Picture ${seed + 1}`, alt: {} }));
const media = new Map(files.map((file) => [file.id, file]));
const config: GalleryWidgetConfig = {
  ...widgets.gallery.initial,
  items: files.map(({ id }, index) => ({ mediaId: id, caption: `Caption ${index + 1}` })),
};

test.each(['grid', 'masonry', 'carousel'] as const)(
  'shows every picture in its order as %s',
  async (layout) => {
    const screen = await render(<GalleryView config={{ ...config, layout }} media={media} />);
    await expect.element(screen.getByText('Caption 4')).toBeInTheDocument();
    const captions = [...screen.container.querySelectorAll('figcaption')].map(
      ({ textContent }) => textContent,
    );
    expect(captions).toEqual(['Caption 1', 'Caption 2', 'Caption 3', 'Caption 4']);
  },
);

test('keeps the ratio of each picture in the masonry, and pictures apart', async () => {
  const tall = makeMediaFile({ seed: 9, width: 1000, height: 2000 });
  const both = new Map([...media, [tall.id, tall]]);
  const screen = await render(
    <GalleryView
      config={{
        ...config,
        layout: 'masonry',
        showCaptions: false,
        columns: 2,
        items: [{ mediaId: tall.id }, ...config.items],
      }}
      media={both}
    />,
  );
  await expect.element(screen.getByRole('button').first()).toBeVisible();
  const boxes = [...screen.container.querySelectorAll('.vt-gallery-pic')].map((one) =>
    one.getBoundingClientRect(),
  );
  const [first, second, third] = boxes;
  expect((first?.width ?? 0) / (first?.height ?? 1)).toBeCloseTo(0.5, 1);
  expect((second?.width ?? 0) / (second?.height ?? 1)).toBeCloseTo(1.5, 0);
  expect(third?.left).toBe(second?.left);
  expect((third?.top ?? 0) - (second?.bottom ?? 0)).toBeCloseTo(8, 0);
});

test('opens a picture over the page and moves through them by arrow keys', async () => {
  const screen = await render(<GalleryView config={config} media={media} />);
  const first = screen.getByRole('button', { name: 'Open Picture 1' });
  await first.click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByText('1 of 4')).toBeVisible();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(dialog.getByText('2 of 4')).toBeVisible();
  await expect.element(dialog.getByText('Caption 2')).toBeVisible();
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.element(dialog.getByText('4 of 4')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(first).toHaveFocus();
});

test('has no buttons where the lightbox is off, and no captions where they are off', async () => {
  const screen = await render(
    <GalleryView config={{ ...config, lightbox: false, showCaptions: false }} media={media} />,
  );
  await expect.poll(() => screen.container.querySelectorAll('img')).toHaveLength(4);
  expect(screen.getByRole('button').elements()).toHaveLength(0);
  expect(screen.container.querySelector('figcaption')).toBeNull();
});

test('leaves out a file that is gone', async () => {
  const screen = await render(<GalleryView config={config} media={new Map([...media].slice(1))} />);
  await expect.poll(() => screen.container.querySelectorAll('img')).toHaveLength(3);
});
