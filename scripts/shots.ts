/** One picture of the documentation: a story at a width. */
export interface Shot {
  name: string;
  /** The story's id, as in Storybook's address. */
  story: string;
  /** Viewport in CSS pixels. */
  width: number;
  /** Without it the picture ends where the story does. */
  height?: number;
  theme?: 'light' | 'dark';
  direction?: 'ltr' | 'rtl';
}

const phone = { width: 390, height: 844 } as const;
const desk = { width: 1280, height: 800 } as const;
const panel = { width: 840 } as const;

export const shots: Shot[] = [
  { name: 'picker-1280-light', story: 'mediapicker--several', ...desk },
  { name: 'picker-1280-dark', story: 'mediapicker--several-dark', ...desk, theme: 'dark' },
  { name: 'picker-1280-rtl', story: 'mediapicker--several-right-to-left', ...desk, direction: 'rtl' },
  { name: 'picker-390-light', story: 'mediapicker--phone', ...phone },
  { name: 'picker-390-rtl', story: 'mediapicker--phone-right-to-left', ...phone, direction: 'rtl' },
  { name: 'library-1280-light', story: 'medialibrary--with-details', ...desk },
  { name: 'library-1280-dark', story: 'medialibrary--dark', ...desk, theme: 'dark' },
  { name: 'library-1280-rtl', story: 'medialibrary--right-to-left', ...desk, direction: 'rtl' },
  { name: 'library-390-light', story: 'medialibrary--phone', ...phone },
  { name: 'editor-image-light', story: 'imageeditor--filled', ...panel },
  { name: 'editor-gallery-light', story: 'galleryeditor--filled', ...panel },
  { name: 'editor-gallery-dark', story: 'galleryeditor--dark', ...panel, theme: 'dark' },
  { name: 'editor-gallery-390-light', story: 'galleryeditor--phone', width: 390 },
  { name: 'editor-news-light', story: 'newseditor--filled', ...panel },
  { name: 'editor-news-rtl', story: 'newseditor--right-to-left', ...panel, direction: 'rtl' },
  { name: 'crop-light', story: 'cropeditor--default', ...panel },
  { name: 'states-upload-light', story: 'mediaupload--every-state', ...panel },
  { name: 'states-upload-dark', story: 'mediaupload--every-state-dark', ...panel, theme: 'dark' },
  { name: 'states-no-match-light', story: 'mediabrowser--no-match', ...desk },
  { name: 'states-failed-light', story: 'mediapicker--failed', ...desk },
  { name: 'field-light', story: 'mediafield--filled', ...panel },
  { name: 'details-dark', story: 'mediadetails--picture-dark', ...panel, theme: 'dark' },
];
