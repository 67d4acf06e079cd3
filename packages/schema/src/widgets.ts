import * as z from 'zod';
import { CollectionId } from './ids.ts';
import { MediaValue } from './media.ts';

/**
 * Where a link of a page may lead: http, https, mailto or a place in the host; nothing that runs. Browsers read
 * a backslash as a slash and skip control characters, so `/\evil.example` would leave the host.
 */
export const PageLink = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|\/(?![/\\])|#)[^\p{Cc}\\]*$/u);

export const ImageSource = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('library'), image: MediaValue.nullable() }),
  z.strictObject({
    source: z.literal('url'),
    url: z.url({ protocol: /^https?$/ }),
    alt: z.string().max(2000),
  }),
]);

/** One picture on a page. */
export const ImageWidgetConfig = z.strictObject({
  picture: ImageSource,
  caption: z.string().max(2000),
  link: PageLink.nullable(),
  size: z.enum(['full', 'half', 'third']),
  alignment: z.enum(['start', 'center', 'end']),
});
export type ImageWidgetConfig = z.infer<typeof ImageWidgetConfig>;

/** Several pictures on a page, in an order of their own or that of a collection. */
export const GalleryWidgetConfig = z.strictObject({
  layout: z.enum(['grid', 'masonry', 'carousel']),
  columns: z.int().min(1).max(8),
  /** Between the pictures, in pixels. */
  spacing: z.int().min(0).max(64),
  showCaptions: z.boolean(),
  lightbox: z.boolean(),
  items: z.array(MediaValue).max(500),
  /** Where the pictures were taken from, if from a collection. */
  collectionId: CollectionId.nullable(),
});
export type GalleryWidgetConfig = z.infer<typeof GalleryWidgetConfig>;

/** A rich text as ProseMirror keeps it. A picture in it is a node `media` with `attrs.value` (MediaValue) and `attrs.width`. */
export interface RichTextNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RichTextNode[];
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  text?: string;
}
export const RichTextNode: z.ZodType<RichTextNode> = z.lazy(() =>
  z.object({
    type: z.string().max(50),
    attrs: z.record(z.string(), z.unknown()).optional(),
    content: z.array(RichTextNode).max(5000).optional(),
    marks: z
      .array(z.object({ type: z.string().max(50), attrs: z.record(z.string(), z.unknown()).optional() }))
      .optional(),
    text: z.string().max(100_000).optional(),
  }),
);

export const NewsWidgetConfig = z.strictObject({
  title: z.string().max(255),
  summary: z.string().max(160),
  body: RichTextNode,
  /** The day it is dated, `2026-11-21`. */
  date: z.iso.date().nullable(),
  featuredImage: MediaValue.nullable(),
  thumbnail: MediaValue.nullable(),
  imagePosition: z.enum(['above', 'beside', 'below']),
});
export type NewsWidgetConfig = z.infer<typeof NewsWidgetConfig>;

interface WidgetDefinition<Config> {
  schema: z.ZodType<Config>;
  /** What a new widget starts with. */
  initial: Config;
}

const defineWidget = <Config>(schema: z.ZodType<Config>, initial: Config): WidgetDefinition<Config> => ({
  schema,
  initial,
});

/** Every widget there is. To add one: an entry here, a folder in the kit, a line in `widget-editors.ts`. */
export const widgets = {
  image: defineWidget(ImageWidgetConfig, {
    picture: { source: 'library', image: null },
    caption: '',
    link: null,
    size: 'full',
    alignment: 'start',
  }),
  gallery: defineWidget(GalleryWidgetConfig, {
    layout: 'grid',
    columns: 4,
    spacing: 8,
    showCaptions: true,
    lightbox: true,
    items: [],
    collectionId: null,
  }),
  news: defineWidget(NewsWidgetConfig, {
    title: '',
    summary: '',
    body: { type: 'doc', content: [{ type: 'paragraph' }] },
    date: null,
    featuredImage: null,
    thumbnail: null,
    imagePosition: 'above',
  }),
};

export type WidgetType = keyof typeof widgets;
export const WidgetType = z.enum(Object.keys(widgets) as [WidgetType, ...WidgetType[]]);
export type WidgetConfigs = { [Type in WidgetType]: (typeof widgets)[Type]['initial'] };
