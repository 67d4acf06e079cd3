import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type GalleryWidgetConfig,
  ImageWidgetConfig,
  NewsWidgetConfig,
  PageLink,
  type WidgetConfigs,
  WidgetType,
  widgets,
} from './widgets.ts';

const mediaId = '01936b2a-7c4e-7000-8000-000000000001';

describe('widgets', () => {
  it.each(WidgetType.options)('%s starts with a configuration that its own schema takes', (type) => {
    expect(widgets[type].schema.parse(widgets[type].initial)).toEqual(widgets[type].initial);
  });

  it('types each configuration by the name of its widget', () => {
    expectTypeOf<WidgetConfigs['gallery']>().toEqualTypeOf<GalleryWidgetConfig>();
    expect(WidgetType.options).toEqual(['image', 'gallery', 'news']);
  });

  it('refuses a field that the widget does not have', () => {
    const config = { ...widgets.image.initial, colour: 'red' };
    expect(ImageWidgetConfig.safeParse(config).success).toBe(false);
  });

  it('takes a picture of the library or one by its address, never a mixture', () => {
    const withPicture = (picture: unknown) =>
      ImageWidgetConfig.safeParse({ ...widgets.image.initial, picture }).success;
    expect(withPicture({ source: 'library', image: { mediaId, alt: 'A pear' } })).toBe(true);
    expect(withPicture({ source: 'url', url: 'https://pictures.example/pear.jpg', alt: '' })).toBe(true);
    expect(withPicture({ source: 'url', image: { mediaId } })).toBe(false);
    expect(withPicture({ source: 'url', url: 'javascript:alert(1)', alt: '' })).toBe(false);
  });

  it('keeps a summary within 160 characters', () => {
    const summary = (length: number) =>
      NewsWidgetConfig.safeParse({ ...widgets.news.initial, summary: 'x'.repeat(length) }).success;
    expect(summary(160)).toBe(true);
    expect(summary(161)).toBe(false);
  });

  it('keeps a rich text with pictures at any depth', () => {
    const body = {
      type: 'doc',
      content: [
        {
          type: 'blockquote',
          content: [{ type: 'media', attrs: { value: { mediaId }, width: 'half', alignment: 'end' } }],
        },
      ],
    };
    expect(NewsWidgetConfig.parse({ ...widgets.news.initial, body }).body).toEqual(body);
  });
});

describe('PageLink', () => {
  it.each([
    'https://example.org/a?b=c#d',
    'http://example.org',
    'mailto:desk@example.org',
    '/makers/ilse',
    '#top',
  ])('takes %s', (href) => {
    expect(PageLink.safeParse(href).success).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'java\nscript:alert(1)',
    '',
  ])('refuses %j', (href) => {
    expect(PageLink.safeParse(href).success).toBe(false);
  });
});
