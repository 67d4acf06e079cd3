import { type ImageWidgetConfig, widgets } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { ImageView } from './ImageView.tsx';

const file = makeMediaFile({ seed: 1 });
const media = new Map([[file.id, file]]);
const filled: ImageWidgetConfig = {
  ...widgets.image.initial,
  picture: { source: 'library', image: { mediaId: file.id, alt: 'A wood' } },
};

test('shows picture, caption and link without a provider', async () => {
  const config = { ...filled, caption: 'North side', link: '/woods' };
  const screen = await render(<ImageView config={config} media={media} />);
  await expect.element(screen.getByRole('link', { name: 'A wood' })).toHaveAttribute('href', '/woods');
  await expect.element(screen.getByText('North side')).toBeVisible();
});

test('makes no link of what could run', async () => {
  const config = { ...filled, link: 'javascript:alert(1)' };
  const screen = await render(<ImageView config={config} media={media} />);
  await expect.element(screen.getByRole('img', { name: 'A wood' })).toBeVisible();
  expect(screen.getByRole('link').elements()).toHaveLength(0);
});

test('shows nothing while no picture is chosen', async () => {
  const screen = await render(<ImageView config={widgets.image.initial} media={media} />);
  expect(screen.container.querySelector('figure')).toBeNull();
});
