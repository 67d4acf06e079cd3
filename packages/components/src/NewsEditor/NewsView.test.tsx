import '@vitrine/components/styles.css';
import { type NewsWidgetConfig, type RichTextNode, widgets } from '@vitrine/schema';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { NewsView } from './NewsView.tsx';

const file = makeMediaFile({ seed: 1 });
const media = new Map([[file.id, file]]);
const text = (words: string, marks: RichTextNode['marks'] = []): RichTextNode => ({
  type: 'text',
  text: words,
  marks,
});
const paragraph = (...content: RichTextNode[]): RichTextNode => ({ type: 'paragraph', content });
const news = (...content: RichTextNode[]): NewsWidgetConfig => ({
  ...widgets.news.initial,
  title: 'The lake that freezes from below',
  summary: 'A week with those who measure the ice.',
  date: '2026-11-21',
  featuredImage: { mediaId: file.id, alt: 'The lake' },
  body: { type: 'doc', content },
});

test('shows title, day, summary, picture and text without a provider', async () => {
  const screen = await render(
    <NewsView
      media={media}
      config={news(
        { type: 'heading', attrs: { level: 2 }, content: [text('Before dawn')] },
        paragraph(text('Words in '), text('bold', [{ type: 'bold' }])),
        { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('a lamp'))] }] },
      )}
    />,
  );
  await expect
    .element(screen.getByRole('heading', { level: 2, name: 'The lake that freezes from below' }))
    .toBeVisible();
  await expect.element(screen.getByRole('heading', { level: 3, name: 'Before dawn' })).toBeVisible();
  await expect.element(screen.getByText('November 21, 2026')).toBeVisible();
  await expect.element(screen.getByRole('img', { name: 'The lake' })).toBeVisible();
  await expect.element(screen.getByRole('listitem')).toHaveTextContent('a lamp');
});

test('stands a picture in the text as wide and where it was put, with its caption', async () => {
  await page.viewport(1000, 800);
  const node = {
    type: 'media',
    attrs: {
      value: { mediaId: file.id, alt: 'A birch', caption: 'The last birch' },
      width: 'half',
      alignment: 'start',
    },
  };
  const screen = await render(
    <NewsView media={media} config={{ ...news(node, paragraph(text('Beside it'))), featuredImage: null }} />,
  );
  const figure = screen.getByRole('figure');
  await expect.element(figure).toHaveStyle({ float: 'inline-start' });
  await expect.element(figure.getByRole('img', { name: 'A birch' })).toBeVisible();
  await expect.element(figure.getByText('The last birch')).toBeVisible();
});

test('follows links of the web and of the page only, and runs nothing', async () => {
  const link = (href: string) => [{ type: 'link', attrs: { href } }];
  const screen = await render(
    <NewsView
      media={media}
      config={news(
        paragraph(
          text('web', link('https://example.org')),
          text('mail', link('mailto:a@example.org')),
          text('here', link('/about')),
          text('evil', link('javascript:alert(1)')),
          text('data', link('data:text/html,x')),
        ),
        paragraph(text('<img src=x onerror=alert(1)>')),
        { type: 'script', content: [text('alert(1)')] },
      )}
    />,
  );
  await expect.element(screen.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  expect(
    screen
      .getByRole('link')
      .elements()
      .map((one) => one.textContent),
  ).toEqual(['web', 'mail', 'here']);
  expect(screen.container.querySelector('script, [onerror]')).toBeNull();
});
