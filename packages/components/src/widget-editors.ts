'use client';
import type { WidgetConfigs, WidgetType } from '@vitrine/schema';
import { type ComponentType, lazy } from 'react';
import { GalleryEditor } from './GalleryEditor/GalleryEditor.tsx';
import { GalleryView } from './GalleryEditor/GalleryView.tsx';
import type { MediaMap } from './Image/WithMedia.tsx';
import { ImageEditor } from './ImageEditor/ImageEditor.tsx';
import { ImageView } from './ImageEditor/ImageView.tsx';
import { NewsView } from './NewsEditor/NewsView.tsx';

export interface WidgetEditorProps<Config> {
  config: Config;
  onChange: (config: Config) => void;
  namespace?: string;
}

export interface WidgetViewProps<Config> {
  config: Config;
  media?: MediaMap;
}

export interface WidgetEditor<Config> {
  /** May be lazy: put a Suspense around it. */
  Editor: ComponentType<WidgetEditorProps<Config>>;
  /** What the editor makes, as a page shows it; with `media` it needs no provider. */
  View: ComponentType<WidgetViewProps<Config>>;
}

const NewsEditor = lazy(async () => ({ default: (await import('./NewsEditor/NewsEditor.tsx')).NewsEditor }));

/** Editor and view of each widget of the schema. A new one is a folder and a line here; a missing line is a type error. */
export const widgetEditors: { [Type in WidgetType]: WidgetEditor<WidgetConfigs[Type]> } = {
  image: { Editor: ImageEditor, View: ImageView },
  gallery: { Editor: GalleryEditor, View: GalleryView },
  news: { Editor: NewsEditor, View: NewsView },
};
