import type { MediaFile } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { enlargeSizes, imageCandidates, imageSrcSet, imageUrl } from './image-url.ts';
import { signImageSource, signImageUrl } from './sign-image-url.ts';

const id = '01936b2a-7c4e-7000-8000-000000000001';
const thumbnail = (preset: string, width: number, height: number) => ({
  url: `https://media.example.org/i/-/${preset}/${id}@3.webp`,
  width,
  height,
});
const file = {
  mimeType: 'image/jpeg',
  width: 1000,
  height: 500,
  accessLevel: 'public' as MediaFile['accessLevel'],
  focalPoint: { x: 0.5, y: 0.5 },
  thumbnails: { small: thumbnail('small', 150, 75), medium: thumbnail('medium', 300, 150), large: null },
};

test('writes the URL of a width in the format that each browser knows', () => {
  expect(imageUrl(file, 640)).toBe(`https://media.example.org/i/-/w_640/${id}@3.auto`);
  expect(imageUrl(file, 640, 'jpg')).toMatch(/\.jpg$/);
  expect(imageUrl({ ...file, thumbnails: { small: null, medium: null, large: null } }, 640)).toBeNull();
});

test('carries the grant of a file that is not public, and the path of a server behind a proxy', () => {
  const small = {
    ...thumbnail('small', 150, 75),
    url: `https://cms.example.org/media/i/k.1.mac/small/${id}@1.webp`,
  };
  expect(imageUrl({ ...file, thumbnails: { ...file.thumbnails, small } }, 320)).toBe(
    `https://cms.example.org/media/i/k.1.mac/w_320/${id}@1.auto`,
  );
});

test('offers every width up to that of the original, each once and none wider', () => {
  expect(imageCandidates(file).map(({ width }) => width)).toEqual([150, 300, 320, 480, 640, 960, 1000]);
  expect(imageCandidates({ ...file, width: 100 }).at(-1)).toMatchObject({ width: 300 });
  expect(imageSrcSet(imageCandidates(file).slice(1, 3))).toBe(
    `https://media.example.org/i/-/medium/${id}@3.webp 300w, https://media.example.org/i/-/w_320/${id}@3.auto 320w`,
  );
});

test('tells of a tall picture the widths that it will really have', () => {
  const page = { ...file, width: 1280, height: 20_000 };
  expect(imageCandidates(page).map(({ width }) => width)).toEqual([150, 300, 320, 480, 640, 960, 1036]);
});

test('offers no more of a film or a document than its largest thumbnail has', () => {
  for (const [mimeType, width] of [
    ['video/mp4', 1920],
    ['application/pdf', null],
  ] as const) {
    const large = thumbnail('large', 800, 450);
    const candidates = imageCandidates({
      ...file,
      mimeType,
      width,
      thumbnails: { ...file.thumbnails, large },
    });
    expect(candidates.map((candidate) => candidate.width)).toEqual([150, 300, 320, 480, 640, 800]);
    expect(candidates.at(-1)).toEqual({ url: large.url, width: 800 });
  }
});

test('leaves URLs out of a srcset that would break it', () => {
  const candidates = [
    { url: 'data:image/png;base64,AAAA', width: 1 },
    { url: '/a.webp', width: 2 },
  ];
  expect(imageSrcSet(candidates)).toBe('/a.webp 2w');
});

test('asks for a wider picture where only a part of it is shown', () => {
  expect(enlargeSizes('(min-width: 800px) 760px, 100vw', 0.5)).toBe(
    '(min-width: 800px) calc(760px / 0.5000), calc(100vw / 0.5000)',
  );
  expect(enlargeSizes('calc(100vw - 2rem)', 0.25)).toBe('calc(calc(100vw - 2rem) / 0.2500)');
  expect(enlargeSizes('100vw', 1)).toBe('100vw');
});

const signing = { signingKey: `k1:${'s'.repeat(32)}`, expiresAt: new Date('2026-11-21T12:07:00Z') };

test('signs exactly the options that are asked for, for the same time as its neighbours', async () => {
  const url = await signImageUrl({ ...signing, file, image: { width: 100, height: 100, fit: 'cover' } });
  const exp = Date.parse('2026-11-21T12:00:00Z') / 1000;
  expect(url).toMatch(
    new RegExp(`^https://media.example.org/i/k1\\.${exp}\\.[\\w-]{22}/w_100,h_100,fit_cover/${id}@3\\.auto$`),
  );
  expect(await signImageUrl({ ...signing, file, image: { width: 101 } })).not.toBe(url);
  await expect(signImageUrl({ ...signing, signingKey: 'short', file, image: { width: 1 } })).rejects.toThrow(
    'id:secret',
  );
});

test('cuts a picture as its field says, around its focal point where a frame wants it', async () => {
  const source = await signImageSource({
    ...signing,
    file,
    value: { crop: { x: 0, y: 0, width: 0.5, height: 1 }, focalPoint: { x: 0, y: 0 } },
    aspect: 0.5,
  });
  expect(source).toMatchObject({ width: 250, height: 500 });
  expect(source?.srcSet).toContain('/w_250,c_0_0_0.25_1/');
  const whole = await signImageSource({ ...signing, file, value: {} });
  expect(whole?.srcSet.match(/\d+w/g)).toEqual(['320w', '640w', '960w', '1000w']);
});

test('signs no wider pictures of a film than there are', async () => {
  const film = { ...file, mimeType: 'video/mp4', width: 1920, height: 960 };
  const source = await signImageSource({ ...signing, file: film, value: {}, widths: [160, 320, 640] });
  expect(source).toMatchObject({ width: 300, height: 150 });
});
