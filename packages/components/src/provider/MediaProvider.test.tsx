import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { useStore } from 'zustand';
import { MediaBrowser } from '../MediaBrowser/MediaBrowser.tsx';
import { createFakeClient } from '../testing/create-fake-client.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaProvider } from './MediaProvider.tsx';
import { useKit } from './use-kit.ts';

function Chosen({ name }: { name: string }) {
  const files = useStore(useKit().stores.selection, (state) => state.files);
  return <output aria-label={name}>{files.map((file) => file.title).join()}</output>;
}

function Choose({ name }: { name: string }) {
  const { selection } = useKit().stores;
  return (
    <button type="button" onClick={() => selection.getState().set(sampleFiles.slice(0, 1))}>
      {name}
    </button>
  );
}

test('two providers on a page share no selection', async () => {
  const screen = await render(
    <>
      <MediaProvider client={createFakeClient()}>
        <Choose name="Choose here" />
        <Chosen name="here" />
      </MediaProvider>
      <MediaProvider client={createFakeClient()}>
        <Chosen name="there" />
      </MediaProvider>
    </>,
  );
  await screen.getByRole('button', { name: 'Choose here' }).click();
  await expect.element(screen.getByLabelText('here', { exact: true })).toHaveTextContent('Fog over spruce');
  await expect.element(screen.getByLabelText('there')).toHaveTextContent('');
});

test('direction and language come from the locale, texts from the host', async () => {
  const screen = await render(
    <MediaProvider
      client={createFakeClient({ isEmpty: true })}
      locale="ar"
      messages={{ emptyTitle: 'لا شيء هنا بعد' }}
    >
      <MediaBrowser />
    </MediaProvider>,
  );
  await expect.element(screen.getByRole('heading', { name: 'لا شيء هنا بعد' })).toBeVisible();
  const root = screen.container.querySelector('.vt');
  expect([root?.getAttribute('dir'), root?.getAttribute('lang')]).toEqual(['rtl', 'ar']);
});

test('listens to the library while it is there, and no longer', async () => {
  const client = createFakeClient();
  const open = vi.fn();
  const close = vi.fn();
  const events = {
    subscribe: () => {
      open();
      return close;
    },
  };
  const screen = await render(
    <MediaProvider client={{ ...client, events }}>
      <p>Host</p>
    </MediaProvider>,
  );
  expect(open).toHaveBeenCalledOnce();
  await screen.unmount();
  expect(close).toHaveBeenCalledOnce();
});

test('a component outside says what is missing', async () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await expect(async () => render(<Chosen name="lost" />)).rejects.toThrow('Put the provider around it.');
  silence.mockRestore();
});
