import '@vitrine/components/styles.css';
import type { MediaFile } from '@vitrine/schema';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleCollections } from '../testing/sample-files.ts';
import { MediaLibrary } from './MediaLibrary.tsx';

const idOf = (title: string) => sampleCollections.find((one) => one.title === title)?.id;

async function open({ place, view = 'list' }: { place?: string; view?: 'list' | 'grid' } = {}) {
  await page.viewport(1280, 800);
  localStorage.clear();
  const client = createFakeClient();
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ blockSize: '800px' }}>
        <MediaLibrary defaultView={view} />
      </div>
    </FakeProvider>,
  );
  const places = screen.getByRole('navigation', { name: 'Places' });
  const collection = (title: string) => places.getByRole('button', { name: new RegExp(`^${title}`) });
  const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) });
  if (place) await collection(place).click();
  const inside = (title: string) =>
    client.control.files().filter((file) => file.collectionIds.includes(idOf(title) as never));
  const order = () =>
    [...document.querySelectorAll('[aria-rowindex]')]
      .filter((one) => one instanceof HTMLElement && one.dataset.key)
      .map((one) => one.getAttribute('aria-label')?.split(',')[0]);
  const choose = async (...files: readonly MediaFile[]) => {
    for (const { title } of files)
      await userEvent.click(row(title).element().querySelector('.vt-cell-check') as Element);
  };
  return { client, screen, collection, row, inside, order, choose };
}

/** Drags one element onto another, at a point of it, as a browser tells it. */
function drag(from: Element, to: Element, { at = 0.5, copy = false } = {}) {
  const dataTransfer = new DataTransfer();
  const { left, top, width, height } = to.getBoundingClientRect();
  const point = { clientX: left + width * at, clientY: top + height * at };
  const fire = (target: Element, type: string) =>
    target.dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, ctrlKey: copy, ...point }),
    );
  fire(from, 'dragstart');
  for (const type of ['dragenter', 'dragover', 'drop']) fire(to, type);
  fire(from, 'dragend');
}

test('a file that is dragged onto a collection is in it then, and all that are chosen go with one of them', async () => {
  const { screen, collection, row, inside, choose } = await open();
  await expect.element(row('Fog over spruce')).toBeVisible();
  drag(row('Fog over spruce').element(), collection('Campaigns').element());
  await vi.waitFor(() => expect(inside('Campaigns').map(({ title }) => title)).toEqual(['Fog over spruce']));
  await expect.element(screen.getByText('1 file changed: + Campaigns')).toBeVisible();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await vi.waitFor(() => expect(inside('Campaigns')).toEqual([]));

  const [first, second] = inside('Places') as [MediaFile, MediaFile];
  await choose(first, second);
  drag(row(second.title).element(), collection('Campaigns').element());
  await vi.waitFor(() => expect(inside('Campaigns')).toHaveLength(2));
});

test('out of a collection it is moved, with the key of a copy it is in both', async () => {
  const { collection, row, inside } = await open({ place: 'Places' });
  const [first, second] = inside('Places') as [MediaFile, MediaFile];
  await expect.element(row(first.title)).toBeVisible();
  drag(row(second.title).element(), collection('Campaigns').element(), { copy: true });
  await vi.waitFor(() => expect(inside('Campaigns')).toHaveLength(1));
  expect(inside('Places').map(({ id }) => id)).toContain(second.id);
  drag(row(first.title).element(), collection('Campaigns').element());
  await expect.element(row(first.title)).not.toBeInTheDocument();
  expect(inside('Campaigns')).toHaveLength(2);
  expect(inside('Places').map(({ id }) => id)).not.toContain(first.id);
});

test('in a collection files are put in order by dragging and with Alt and the arrows', async () => {
  const { client, row, order, inside } = await open({ place: 'Places' });
  await expect.element(row((inside('Places')[0] as MediaFile).title)).toBeVisible();
  const [first, second, third, ...others] = order() as [string, string, string, ...string[]];
  drag(row(third).element(), row(first).element(), { at: 0.1 });
  await vi.waitFor(() => expect(order()).toEqual([third, first, second, ...others]));
  await vi.waitFor(() => expect(client.control.calls).toContain('collections.reorder'));
  await row(third).click();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await vi.waitFor(() => expect(order()).toEqual([first, third, second, ...others]));
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toContain(third));
  await expect
    .element(page.getByText(new RegExp(`^${third}.* is now 2 of ${order().length}$`)))
    .toBeInTheDocument();
});

test('an order that the server refuses is as it was, and it is said why', async () => {
  const { client, screen, row, order, inside } = await open({ place: 'Places' });
  await expect.element(row((inside('Places')[0] as MediaFile).title)).toBeVisible();
  const before = order() as [string, string];
  client.control.setFail((path) => (path === 'collections.reorder' ? 'auth.denied' : null));
  await screen.getByRole('button', { name: `More actions for ${before[0]}` }).click();
  await screen.getByRole('menuitem', { name: 'Move later' }).click();
  await expect.element(screen.getByText(/The order is as it was/).first()).toBeVisible();
  expect(order()).toEqual(before);
});

test('without a mouse a menu moves files to another collection', async () => {
  const { screen, row, inside, choose } = await open({ place: 'Places' });
  const [first, second] = inside('Places') as [MediaFile, MediaFile];
  await expect.element(row(first.title)).toBeVisible();
  await choose(first, second);
  await screen.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'More' }).click();
  await screen.getByRole('menuitem', { name: 'Move to collection…' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Move 2 files to' });
  await expect.element(dialog.getByText('They leave “Places”.')).toBeVisible();
  await expect.element(dialog.getByRole('radio', { name: 'Places' })).not.toBeInTheDocument();
  await userEvent.keyboard('campa{Enter}{Enter}');
  await vi.waitFor(() => expect(inside('Campaigns')).toHaveLength(2));
  await expect.element(row(first.title)).not.toBeInTheDocument();
});

test('outside of a collection, by another order or in part there is nothing to put in order', async () => {
  const { screen, row, order } = await open({ view: 'grid' });
  await expect.element(row('Fog over spruce')).toBeVisible();
  const before = order();
  await row('Fog over spruce').click();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(order()).toEqual(before);
  await expect
    .element(screen.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'More' }))
    .not.toBeInTheDocument();
});
