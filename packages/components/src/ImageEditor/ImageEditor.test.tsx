import '@vitrine/components/styles.css';
import { ImageWidgetConfig, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { ImageEditor } from './ImageEditor.tsx';

const files = [0, 1].map((seed) => makeMediaFile({ seed, title: `Picture ${seed + 1}` }));
const filled: ImageWidgetConfig = {
  ...widgets.image.initial,
  picture: { source: 'library', image: { mediaId: files[0]?.id ?? makeMediaFile().id } },
};

async function open(start: ImageWidgetConfig = widgets.image.initial) {
  const onChange = vi.fn<(config: ImageWidgetConfig) => void>();
  function Held() {
    const [config, setConfig] = useState(start);
    return (
      <ImageEditor
        config={config}
        onChange={(next) => {
          // Every config that leaves the editor is one that a server takes.
          onChange(ImageWidgetConfig.parse(next));
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
  return { screen, onChange };
}

test('takes a picture of the library', async () => {
  const { screen, onChange } = await open();
  await screen.getByRole('button', { name: 'Image: Choose' }).click();
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /Picture 2/ })
    .click();
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
  expect(onChange.mock.calls[0]?.[0].picture).toMatchObject({
    source: 'library',
    image: { mediaId: files[1]?.id },
  });
});

test('sets words, size and alignment', async () => {
  const { screen, onChange } = await open(filled);
  await screen.getByRole('textbox', { name: 'Alt text' }).fill('A lake');
  await screen.getByRole('textbox', { name: 'Caption' }).fill('North side');
  await screen.getByRole('textbox', { name: 'Link' }).fill('/lakes');
  await screen.getByRole('radio', { name: 'Half' }).click();
  await screen.getByRole('radio', { name: 'Centre' }).click();
  expect(onChange).toHaveBeenLastCalledWith({
    picture: { source: 'library', image: { mediaId: files[0]?.id, alt: 'A lake' } },
    caption: 'North side',
    link: '/lakes',
    size: 'half',
    alignment: 'center',
  });
});

test('takes an address once it is whole, and gives the library’s picture back', async () => {
  const { screen, onChange } = await open(filled);
  await screen.getByRole('radio', { name: 'URL' }).click();
  await screen.getByRole('textbox', { name: 'Address of the picture' }).fill('https:');
  expect(onChange).not.toHaveBeenCalled();
  await screen
    .getByRole('textbox', { name: 'Address of the picture' })
    .fill('https://pictures.example/a.jpg');
  expect(onChange.mock.lastCall?.[0].picture).toEqual({
    source: 'url',
    url: 'https://pictures.example/a.jpg',
    alt: '',
  });
  await screen.getByRole('radio', { name: 'Library' }).click();
  expect(onChange.mock.lastCall?.[0].picture).toEqual(filled.picture);
});

test('keeps a link that could run out of the config', async () => {
  const { screen, onChange } = await open({ ...filled, link: '/lakes' });
  const link = screen.getByRole('textbox', { name: 'Link' });
  await link.fill('javascript:alert(1)');
  expect(onChange.mock.lastCall?.[0].link).toBeNull();
  await screen.getByRole('textbox', { name: 'Caption' }).click();
  await expect.element(screen.getByText(/^Write https:/)).toBeVisible();
});
