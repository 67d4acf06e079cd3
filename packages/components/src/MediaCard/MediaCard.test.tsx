import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { MediaCard, type MediaCardProps } from './MediaCard.tsx';
import { placeholderUrl } from './placeholder-url.ts';
import { thumbnailSrcSet, thumbnailUrl } from './thumbnail-url.ts';

const show = (props: MediaCardProps) =>
  render(
    <FakeProvider>
      <MediaCard {...props} />
    </FakeProvider>,
  );

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const thumbnail = (url: string, width: number) => ({ url, width, height: width });

test('a press hands the file over, whether it is selected or not', async () => {
  const file = makeMediaFile({ title: 'Lake' });
  const onSelect = vi.fn();
  const screen = await show({ file, onSelect, isSelected: true });
  const card = screen.getByRole('button', { name: 'Lake' });
  await expect.element(card).toHaveAttribute('aria-pressed', 'true');
  await card.click();
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(file);
});

test('a card to look at is no button', async () => {
  const screen = await show({ file: makeMediaFile({ title: 'Lake' }) });
  await expect.element(screen.getByText('Lake')).toBeVisible();
  expect(screen.getByRole('button').elements()).toHaveLength(0);
});

test('the focal point stays in the picture when the tile crops it', async () => {
  const screen = await show({ file: makeMediaFile({ focalPoint: { x: 0.2, y: 0.75 } }) });
  const image = screen.container.querySelector('img');
  expect(image && getComputedStyle(image).objectPosition).toBe('20% 75%');
  expect(image?.outerHTML).toContain('alt=""');
});

test.for<[string, Partial<MediaFile>, string]>([
  ['a video its length', { kind: 'video', durationSeconds: 42 }, '0:42'],
  ['a document its pages', { kind: 'document', mimeType: 'application/pdf', pageCount: 24 }, 'PDF · 24'],
  ['a cut-out its format', { hasAlpha: true, mimeType: 'image/png' }, 'PNG'],
  ['a damaged file that it is', { damaged: true }, 'Damaged'],
])('a badge tells of %s', async ([, change, text]) => {
  const screen = await show({ file: makeMediaFile(change) });
  await expect.element(screen.getByText(text)).toBeVisible();
});

const small = thumbnail('data:image/png,', 150);
const broken = { thumbnails: { small, medium: null, large: null } };

test('a picture that can not be loaded is marked with a word', async () => {
  const screen = await show({ file: makeMediaFile({ ...broken, placeholder: null }) });
  await expect.element(screen.getByText('No preview')).toBeVisible();
});

test('where a picture is served no more its colors stand for it, and no word', async () => {
  const screen = await show({ file: makeMediaFile(broken) });
  await vi.waitFor(() => expect(screen.container.querySelector('img.vt-thumb-hash')).not.toBeNull());
  expect(screen.getByText('No preview').elements()).toHaveLength(0);
});

test('a mark that is wider than its tile ends in an ellipsis', async () => {
  const file = makeMediaFile({ rightsEnd: day(1) });
  const screen = await render(
    <FakeProvider>
      <div style={{ inlineSize: '88px' }}>
        <MediaCard file={file} />
      </div>
    </FakeProvider>,
  );
  const word = screen.getByText('Rights end soon').element();
  expect(word.scrollWidth).toBeGreaterThan(word.clientWidth);
  expect(getComputedStyle(word).textOverflow).toBe('ellipsis');
});

test('takes the next smaller thumbnail where the original is small', () => {
  const small = thumbnail('s', 150);
  const medium = thumbnail('m', 300);
  expect(thumbnailUrl({ thumbnails: { small, medium, large: null } }, 'large')).toBe('m');
  expect(thumbnailUrl({ thumbnails: { small, medium, large: null } }, 'small')).toBe('s');
  expect(thumbnailUrl({ thumbnails: { small: null, medium: null, large: null } }, 'large')).toBeNull();
  expect(thumbnailSrcSet({ thumbnails: { small, medium, large: null } })).toBe('s 150w, m 300w');
});

test('a thumbhash becomes a picture, and what is none becomes nothing', () => {
  expect(placeholderUrl(makeMediaFile().placeholder)).toMatch(/^data:image\/png;base64,/);
  expect(placeholderUrl('not base64 !')).toBeNull();
  expect(placeholderUrl('AA==')).toBeNull();
  expect(placeholderUrl(null)).toBeNull();
});

test.each([
  ['Not approved', { reviewStatus: 'pending' }],
  ['Rejected', { reviewStatus: 'rejected' }],
  ['Rights end soon', { rightsEnd: day(9) }],
  ['Rights ended', { rightsEnd: day(-1), reviewStatus: 'pending' }],
  ['Not yet', { rightsStart: day(1) }],
] as const)('a tile says “%s” where that keeps the file from being used', async (words, change) => {
  const screen = await show({ file: makeMediaFile({ title: 'Lake', ...change }) });
  await expect.element(screen.getByText(words)).toBeVisible();
});

test('a file whose rights end in a year carries no mark', async () => {
  const screen = await show({ file: makeMediaFile({ title: 'Lake', rightsEnd: day(365) }) });
  await expect.element(screen.getByText('Lake')).toBeVisible();
  await expect.element(screen.getByText(/Rights/)).not.toBeInTheDocument();
});
