export type { FilterQuery } from '../filters/filter-query.ts';
export { type BrowserParams, defaultParams } from './browser-params.ts';
export { MediaBrowser, type MediaBrowserProps } from './MediaBrowser.tsx';
export { MediaBrowserView, type MediaBrowserViewProps } from './MediaBrowserView.tsx';
export { printBrowserParams, readBrowserParams } from './params-in-url.ts';
