import type { MediaFile } from '@vitrine/schema';
import { screen } from 'storybook/test';
import { sampleFiles } from '../testing/sample-files.ts';
import { sampleUse } from '../testing/sample-uses.ts';

const lake = sampleFiles.find(({ title }) => title === 'Alpine lake at noon') as MediaFile;
const fog = sampleFiles.find(({ title }) => title === 'Fog over spruce') as MediaFile;
/** Two files with the pages that use them. */
export const usedTwice = {
  [lake.id]: [
    { ...sampleUse, fieldPaths: ['/hero', '/blocks/8f2c/image'] },
    { ...sampleUse, locale: 'de', title: 'Zu den hohen Seen' },
    { ...sampleUse, locale: 'de', title: 'Zu den hohen Seen', state: 'draft' as const },
    { ...sampleUse, contentType: 'widget', contentId: '7', title: 'Footer', url: null, locale: '' },
  ],
  [fog.id]: [
    { ...sampleUse, contentId: '2', title: 'Spruce and fog: a very long headline that has to wrap' },
  ],
};
/** A box of a size in px, over a library. */
export const sized = (
  width: number,
  height: number,
  fake: object = { uses: { [lake.id]: [sampleUse] } },
) => ({
  parameters: {
    fake,
    viewport: {
      options: { sized: { name: 'Sized', styles: { width: `${width}px`, height: `${height}px` } } },
    },
  },
  globals: { viewport: { value: 'sized' } },
});

export const row = (name: string) => screen.findByRole('row', { name: new RegExp(name) });
