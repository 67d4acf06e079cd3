import type { MediaFile, MediaUse } from '@vitrine/schema';
import { screen } from 'storybook/test';
import { sampleFiles } from '../testing/sample-files.ts';

const lake = sampleFiles.find(({ title }) => title === 'Alpine lake at noon') as MediaFile;
const use: MediaUse = {
  contentType: 'page',
  contentId: '1',
  title: 'Walking the high lakes',
  url: '/pages/1',
  locale: 'en',
  state: 'published',
  fieldPaths: ['/hero'],
  seenAt: '2026-11-20T09:00:00.000Z',
};

const fog = sampleFiles.find(({ title }) => title === 'Fog over spruce') as MediaFile;
/** Two files with the pages that use them. */
export const usedTwice = {
  [lake.id]: [
    { ...use, fieldPaths: ['/hero', '/blocks/8f2c/image'] },
    { ...use, locale: 'de', title: 'Zu den hohen Seen' },
    { ...use, locale: 'de', title: 'Zu den hohen Seen', state: 'draft' as const },
    { ...use, contentType: 'widget', contentId: '7', title: 'Footer', url: null, locale: '' },
  ],
  [fog.id]: [{ ...use, contentId: '2', title: 'Spruce and fog: a very long headline that has to wrap' }],
};
/** A box of a size in px, over a library. */
export const sized = (width: number, height: number, fake: object = { uses: { [lake.id]: [use] } }) => ({
  parameters: {
    fake,
    viewport: {
      options: { sized: { name: 'Sized', styles: { width: `${width}px`, height: `${height}px` } } },
    },
  },
  globals: { viewport: { value: 'sized' } },
});

export const row = (name: string) => screen.findByRole('row', { name: new RegExp(name) });
