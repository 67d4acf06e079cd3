import '@vitrine/components/styles.css';
import type { MediaFile, MediaId } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFiles } from '../testing/make-media-file.ts';
import { MediaGrid } from './MediaGrid.tsx';
import type { MediaGridProps } from './media-grid-props.ts';

type Options = Partial<MediaGridProps> & { width?: number; locale?: string; max?: number };

/** A grid 600 px high whose owner keeps what it asks for, up to `max`. */
async function open({ width = 800, locale, max = 1000, ...props }: Options = {}) {
  const asked: MediaId[][] = [];
  const files = props.files ?? makeMediaFiles(200);
  function Owner() {
    const [ids, setIds] = useState<readonly MediaId[]>(props.selectedIds ?? []);
    return (
      <div style={{ inlineSize: width, blockSize: 600, display: 'flex', flexDirection: 'column' }}>
        <MediaGrid
          view="grid"
          label="Files"
          selectionMode="multiple"
          {...props}
          files={files}
          selectedIds={ids}
          onSelectionChange={(wanted) => {
            asked.push(wanted);
            if (wanted.length <= max) setIds(wanted);
          }}
        />
      </div>
    );
  }
  const screen = await render(
    <FakeProvider locale={locale}>
      <Owner />
    </FakeProvider>,
  );
  const grid = screen.getByRole('grid');
  await expect.element(grid).toBeVisible();
  const row = (index: number) => document.querySelector<HTMLElement>(`[data-key="${files[index]?.id}"]`);
  await vi.waitFor(() => expect(document.querySelector('[data-key]')).not.toBeNull());
  const click = (index: number, modifiers: ('Shift' | 'Control')[] = []) => {
    const element = row(index);
    if (!element) throw new Error(`File ${index} is not in the DOM.`);
    return userEvent.click(element, { modifiers });
  };
  const focusedIndex = () =>
    files.findIndex((file) => file.id === document.activeElement?.getAttribute('data-key'));
  return { screen, grid, files, row, click, asked, focusedIndex };
}

const idsOf = (files: readonly MediaFile[], ...indexes: number[]) => indexes.map((index) => files[index]?.id);

test('ten thousand files need fewer than 300 elements', async () => {
  const { grid } = await open({ files: makeMediaFiles(10_000) });
  const element = grid.element();
  expect(element.querySelectorAll('*').length).toBeLessThan(300);
  element.scrollTop = 40_000;
  await vi.waitFor(() => expect(element.querySelector('[aria-rowindex="1"]')).toBeNull());
  expect(element.querySelectorAll('*').length).toBeLessThan(300);
});

test('as many columns as fit, never fewer than two', async () => {
  const { row } = await open({ width: 200 });
  const tops = [0, 1, 2].map((index) => row(index)?.getBoundingClientRect().top);
  expect(tops[0]).toBe(tops[1]);
  expect(tops[2]).not.toBe(tops[0]);
});

test('is one tab stop that comes back to where it was left', async () => {
  const { focusedIndex } = await open();
  await userEvent.tab();
  expect(focusedIndex()).toBe(0);
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(focusedIndex()).toBe(2);
  await userEvent.tab();
  expect(focusedIndex()).toBe(-1);
  await userEvent.tab({ shift: true });
  await vi.waitFor(() => expect(focusedIndex()).toBe(2));
});

test('keeps the focus on a file that is scrolled out of sight', async () => {
  const { grid, row, focusedIndex } = await open({ files: makeMediaFiles(2000) });
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}');
  grid.element().scrollTop = 20_000;
  await vi.waitFor(() => expect(row(30)).toBeNull());
  expect(focusedIndex()).toBe(1);
});

test('Ctrl with End goes to the last file and brings it into view', async () => {
  const { row, grid, focusedIndex } = await open();
  await userEvent.tab();
  await userEvent.keyboard('{Control>}{End}{/Control}');
  await vi.waitFor(() => expect(focusedIndex()).toBe(199));
  const bottom = grid.element().getBoundingClientRect().bottom;
  await vi.waitFor(() => expect(row(199)?.getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom));
});

test('keeps the order of choosing', async () => {
  const { click, asked, files } = await open();
  await click(3);
  await click(1);
  await click(4);
  await click(1);
  expect(asked.at(-2)).toEqual(idsOf(files, 3, 1, 4));
  expect(asked.at(-1)).toEqual(idsOf(files, 3, 4));
});

test('Shift extends from the last choice to the file that is pressed', async () => {
  const { click, asked, files } = await open();
  await click(2);
  await click(5, ['Shift']);
  expect(asked.at(-1)).toEqual(idsOf(files, 2, 3, 4, 5));
  await click(3, ['Shift']);
  expect(asked.at(-1)).toEqual(idsOf(files, 2, 3));
});

test('with `replace` a click chooses one and Ctrl adds', async () => {
  const { click, asked, files } = await open({ selectionBehavior: 'replace' });
  await click(2);
  await click(4);
  expect(asked.at(-1)).toEqual(idsOf(files, 4));
  await click(6, ['Control']);
  expect(asked.at(-1)).toEqual(idsOf(files, 4, 6));
});

test('shows what its owner allows: a refused choice changes nothing', async () => {
  const { click, row, screen } = await open({ max: 2, isOrdered: true });
  await click(0);
  await click(1);
  await click(2);
  expect(row(2)?.getAttribute('aria-selected')).toBe('false');
  expect(screen.getByRole('row', { selected: true }).elements()).toHaveLength(2);
});

test('Space selects, Enter opens, Delete asks for the selection, the question mark for help', async () => {
  const [onOpen, onDelete, onShortcuts, onConfirm] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const { files, asked } = await open({ onOpen, onDelete, onShortcuts, onConfirm });
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight} {Enter}{Delete}?{Control>}{Enter}{/Control}');
  expect(asked).toEqual([idsOf(files, 1)]);
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(files[1]);
  expect(onDelete).toHaveBeenCalledExactlyOnceWith([files[1]]);
  expect(onShortcuts).toHaveBeenCalledOnce();
  expect(onConfirm).toHaveBeenCalledOnce();
});

test('Escape clears the selection, and only then is heard outside', async () => {
  const heard = vi.fn();
  window.addEventListener('keydown', heard);
  const { asked, click } = await open();
  await click(0);
  await userEvent.keyboard('{Escape}');
  expect(asked.at(-1)).toEqual([]);
  window.removeEventListener('keydown', heard);
});

test('Ctrl with A asks for all that match, not for what is loaded', async () => {
  const onSelectAll = vi.fn();
  const { asked } = await open({ onSelectAll });
  await userEvent.tab();
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(onSelectAll).toHaveBeenCalledOnce();
  expect(asked).toEqual([]);
});

test('the arrow keys follow the eye where the text runs from right to left', async () => {
  const { focusedIndex } = await open({ locale: 'ar' });
  await userEvent.tab();
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowRight}');
  expect(focusedIndex()).toBe(1);
});

test('a file that does not fit can be reached but not chosen, and says why', async () => {
  const { row, asked, screen } = await open({
    problemOf: (file) => (file.kind === 'video' ? 'This field takes pictures.' : null),
  });
  // A disabled row is pressed all the same: by a finger that does not know.
  row(7)?.click();
  expect(asked).toEqual([]);
  await expect.element(screen.getByRole('row', { name: /This field takes pictures/ }).first()).toBeVisible();
});

test('asks for more before the end is seen', async () => {
  const onLoadMore = vi.fn();
  const { grid } = await open({ files: makeMediaFiles(120), hasMore: true, onLoadMore });
  expect(onLoadMore).not.toHaveBeenCalled();
  grid.element().scrollTop = 100_000;
  await vi.waitFor(() => expect(onLoadMore).toHaveBeenCalled());
});

test('starts at the file that is chosen', async () => {
  const files = makeMediaFiles(500);
  const focusId = files[400]?.id ?? null;
  const { row } = await open({ files, focusId });
  await vi.waitFor(() => expect(row(400)).not.toBeNull());
  expect(row(400)?.tabIndex).toBe(0);
});

test('the table sorts by its heads and its boxes choose', async () => {
  const onSortChange = vi.fn();
  const { screen, asked, row, files } = await open({
    view: 'list',
    width: 1200,
    sort: '-createdAt',
    onSortChange,
  });
  await screen.getByRole('button', { name: 'Size' }).click();
  expect(onSortChange).toHaveBeenLastCalledWith('-sizeBytes');
  await expect
    .element(screen.getByRole('columnheader', { name: 'Added' }))
    .toHaveAttribute('aria-sort', 'descending');
  const box = row(2)?.querySelector('.vt-cell-check');
  if (box) await userEvent.click(box);
  expect(asked.at(-1)).toEqual(idsOf(files, 2));
});
