import '@vitrine/components/styles.css';
import { NewsWidgetConfig, type RichTextNode, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { NewsEditor } from './NewsEditor.tsx';

const files = [0, 1].map((seed) => makeMediaFile({ seed, title: `Picture ${seed + 1}` }));

async function open(part: Partial<NewsWidgetConfig> = {}) {
  await page.viewport(1200, 900);
  const onChange = vi.fn<(config: NewsWidgetConfig) => void>();
  let setFromOutside: (config: NewsWidgetConfig) => void = () => undefined;
  function Held() {
    const [config, setConfig] = useState<NewsWidgetConfig>({ ...widgets.news.initial, ...part });
    setFromOutside = setConfig;
    return (
      <NewsEditor
        config={config}
        onChange={(next) => {
          onChange(NewsWidgetConfig.parse(next));
          setConfig(next);
        }}
      />
    );
  }
  const screen = await render(
    <FakeProvider options={{ files }}>
      <Held />
    </FakeProvider>,
  );
  const body = screen.getByRole('textbox', { name: 'Body' });
  await expect.element(body).toBeVisible();
  const content = (): RichTextNode[] => onChange.mock.lastCall?.[0].body.content ?? [];
  return {
    screen,
    onChange,
    body,
    content,
    setFromOutside: (config: NewsWidgetConfig) => setFromOutside(config),
  };
}

test('writes words with a heading, bold ones and a list', async () => {
  const { screen, body, content } = await open();
  await body.click();
  await userEvent.keyboard('Ice');
  await screen.getByRole('button', { name: 'Heading' }).click();
  await userEvent.keyboard('{Enter}');
  await screen.getByRole('button', { name: 'Bold' }).click();
  await userEvent.keyboard('cold');
  await expect
    .poll(() => content().slice(0, 2))
    .toEqual([
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Ice' }] },
      { type: 'paragraph', content: [{ type: 'text', marks: [{ type: 'bold' }], text: 'cold' }] },
    ]);
});

test('links to the web and refuses what could run', async () => {
  const { screen, body, content } = await open();
  await body.click();
  await screen.getByRole('button', { name: 'Link', exact: true }).click();
  const address = screen.getByRole('textbox', { name: 'Address of the link' });
  await address.fill('javascript:alert(1)');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText(/^Write https:/)).toBeVisible();
  await address.fill('https://example.org');
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => content()[0]?.content?.[0])
    .toMatchObject({
      text: 'https://example.org',
      marks: [{ type: 'link', attrs: { href: 'https://example.org' } }],
    });
});

test('inserts a picture of the library, as wide and where one wants it, with a caption', async () => {
  const { screen, content } = await open();
  await screen.getByRole('button', { name: 'Insert media' }).click();
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /Picture 2/ })
    .click();
  const media = () => content().find(({ type }) => type === 'media');
  await expect.poll(media).toMatchObject({ attrs: { value: { mediaId: files[1]?.id }, width: 'full' } });
  await screen.getByRole('figure', { name: 'Picture 2' }).getByRole('img').click();
  await screen.getByRole('radio', { name: 'Third' }).click();
  await screen.getByRole('radio', { name: 'Start' }).click();
  await screen.getByRole('textbox', { name: 'Caption' }).fill('The last birch');
  await expect.poll(media).toMatchObject({
    attrs: {
      value: { mediaId: files[1]?.id, caption: 'The last birch' },
      width: 'third',
      alignment: 'start',
    },
  });
  await screen.getByRole('button', { name: 'Remove Picture 2' }).click();
  await expect.poll(media).toBeUndefined();
});

test('keeps what it does not know out of the way and the words of it', async () => {
  const { body } = await open({
    body: {
      type: 'doc',
      content: [
        { type: 'video', attrs: { src: 'x' } },
        {
          type: 'callout',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Mind the ice.' }] }],
        },
      ],
    },
  });
  await expect.element(body).toHaveTextContent('Mind the ice.');
});

test('shows a text that the host puts in', async () => {
  const { body, setFromOutside, onChange } = await open();
  const other: RichTextNode = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Another story' }] }],
  };
  setFromOutside({ ...widgets.news.initial, body: other });
  await expect.element(body).toHaveTextContent('Another story');
  expect(onChange).not.toHaveBeenCalled();
});

test('counts a summary and keeps one that is too long out of the config', async () => {
  const { screen, onChange } = await open();
  const summary = screen.getByRole('textbox', { name: 'Summary' });
  await summary.fill('x'.repeat(160));
  await expect.element(screen.getByText('160 of 160')).toBeVisible();
  await summary.fill('x'.repeat(172));
  await expect.element(screen.getByText('12 characters too many')).toBeVisible();
  expect(onChange.mock.lastCall?.[0].summary).toHaveLength(160);
});

test('sets title, day, position and featured image, and shows them in the preview', async () => {
  const { screen, onChange } = await open();
  await screen.getByRole('textbox', { name: 'Title' }).fill('The lake');
  await screen.getByLabelText('Date').fill('2026-11-21');
  await screen.getByRole('radio', { name: 'Beside' }).click();
  await screen.getByRole('button', { name: 'Featured image: Choose' }).click();
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /Picture 1/ })
    .click();
  await vi.waitFor(() =>
    expect(onChange.mock.lastCall?.[0]).toMatchObject({
      title: 'The lake',
      date: '2026-11-21',
      imagePosition: 'beside',
      featuredImage: { mediaId: files[0]?.id },
    }),
  );
  await screen.getByRole('button', { name: 'Preview' }).click();
  await expect.element(page.getByRole('dialog').getByRole('heading', { name: 'The lake' })).toBeVisible();
});
