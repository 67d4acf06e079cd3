import type { MediaUse } from '@vitrine/schema';

/** A page that readers see and that shows a file. */
export const sampleUse: MediaUse = {
  contentType: 'page',
  contentId: '1',
  title: 'Walking the high lakes',
  url: '/pages/1',
  locale: 'en',
  state: 'published',
  fieldPaths: ['/hero'],
  seenAt: '2026-11-20T09:00:00.000Z',
};

/** Three pages that show the same file; the first is still a draft. */
export const samplePages: MediaUse[] = [
  { ...sampleUse, state: 'draft' },
  { ...sampleUse, contentId: '2', url: '/pages/2', title: 'Summer issue: front page' },
  { ...sampleUse, contentId: '3', url: '/pages/3', title: 'Where to swim this year' },
];
