import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { Image } from './Image.tsx';

const file = makeMediaFile({ seed: 1, alt: { en: 'Fog over a wood' }, focalPoint: { x: 0.2, y: 0.7 } });
const value = { mediaId: file.id };
const media = (one: MediaFile) => new Map([[one.id, one]]);

test('stands on a page without a provider when the page has the file', async () => {
  const screen = await render(<Image value={value} file={file} />);
  await expect.element(screen.getByRole('img', { name: 'Fog over a wood' })).toBeVisible();
});

test('asks the provider for a file that the page does not have', async () => {
  const screen = await render(
    <FakeProvider options={{ files: [file] }}>
      <Image value={value} />
    </FakeProvider>,
  );
  await expect.element(screen.getByRole('img', { name: 'Fog over a wood' })).toBeVisible();
});

test('fills its frame around the focal point', async () => {
  const screen = await render(<Image value={value} media={media(file)} aspect="1:1" />);
  const picture = screen.getByRole('img');
  await expect.element(picture).toHaveStyle('object-fit: cover; object-position: 20% 70%');
  const frame = screen.container.querySelector('.vt-image')?.getBoundingClientRect();
  expect(frame?.width).toBeCloseTo(frame?.height ?? 0, 0);
});

test('prefers the focal point and the words of this use', async () => {
  const used = { ...value, alt: 'Our wood', focalPoint: { x: 1, y: 0 } };
  const screen = await render(<Image value={used} file={file} aspect="1:1" />);
  const picture = screen.getByRole('img', { name: 'Our wood' });
  await expect.element(picture).toHaveStyle('object-position: 100% 0%');
});

test('offers every width that the server makes, and says how wide it is shown: a crop needs a wider picture', () => {
  const urlOf = (preset: string) => `https://media.example.org/i/-/${preset}/${file.id}@1.webp`;
  const thumbnails = {
    small: { url: urlOf('small'), width: 150, height: 100 },
    medium: { url: urlOf('medium'), width: 300, height: 200 },
    large: { url: urlOf('large'), width: 800, height: 533 },
  };
  const served = { ...file, mimeType: 'image/jpeg', width: 2400, height: 1600, thumbnails };
  const imgOf = (element: ReactElement) => {
    const holder = document.createElement('div');
    holder.innerHTML = renderToString(element);
    return holder.querySelector('img');
  };
  const whole = imgOf(<Image value={value} file={served} sizes="50vw" />);
  expect(whole?.sizes).toBe('50vw');
  const widths = whole?.srcset.split(', ').map((candidate) => candidate.split(' ')[1]);
  expect(widths).toEqual(expect.arrayContaining(['320w', '640w', '1280w', '1920w']));
  expect(whole?.srcset).toContain(`https://media.example.org/i/-/w_640/${file.id}@1.auto 640w`);
  const crop = { x: 0.5, y: 0.25, width: 0.25, height: 0.5 };
  expect(imgOf(<Image value={{ ...value, crop }} file={served} sizes="50vw" />)?.sizes).toBe(
    'calc(50vw / 0.2500)',
  );
});

test('is passed over by screen readers where it is decorative', async () => {
  const screen = await render(<Image value={{ ...value, decorative: true }} file={file} />);
  expect(screen.getByRole('img').elements()).toHaveLength(0);
  expect(screen.container.querySelector('img')?.alt).toBe('');
});

test('shows the crop and nothing beside it', async () => {
  const crop = { x: 0.5, y: 0.25, width: 0.25, height: 0.5 };
  const screen = await render(<Image value={{ ...value, crop }} file={file} />);
  const frame = screen.container.querySelector('.vt-image')?.getBoundingClientRect() as DOMRect;
  const picture = screen.container.querySelector('img')?.getBoundingClientRect() as DOMRect;
  expect((frame.left - picture.left) / picture.width).toBeCloseTo(crop.x, 2);
  expect((frame.top - picture.top) / picture.height).toBeCloseTo(crop.y, 2);
  expect(frame.width / picture.width).toBeCloseTo(crop.width, 2);
  expect(frame.height / picture.height).toBeCloseTo(crop.height, 2);
});

test('writes no style into its markup that a strict policy would refuse', () => {
  expect(renderToString(<Image value={value} file={file} aspect="16:9" />)).not.toContain('style=');
});

test('shows nothing for a file that is gone', async () => {
  const screen = await render(<Image value={value} media={new Map()} />);
  expect(screen.container.querySelector('img')).toBeNull();
});

test('links to what is no picture', async () => {
  const guide = makeMediaFile({ seed: 2, kind: 'document', title: 'A field guide', url: '/files/guide.pdf' });
  const screen = await render(<Image value={{ mediaId: guide.id }} file={guide} />);
  await expect
    .element(screen.getByRole('link', { name: 'A field guide' }))
    .toHaveAttribute('href', '/files/guide.pdf');
});
