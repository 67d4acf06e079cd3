import type { Meta, StoryObj } from '@storybook/react-vite';
import type { MediaId } from '@vitrine/schema';
import { useState } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import { makeMediaFiles } from '../testing/make-media-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaGrid } from './MediaGrid.tsx';
import type { MediaGridProps } from './media-grid-props.ts';

/** Keeps the selection, as an owner would. */
function Owner(props: MediaGridProps) {
  const [ids, setIds] = useState<readonly MediaId[]>(props.selectedIds);
  return <MediaGrid {...props} selectedIds={ids} onSelectionChange={setIds} />;
}

/** Thousands of files with one tab stop. The arrow keys, Home, End and Page keys move; Space selects; Shift extends. */
const meta = {
  component: MediaGrid,
  render: (args) => <Owner {...args} />,
  args: {
    files: sampleFiles,
    view: 'grid',
    label: 'Files',
    selectionMode: 'multiple',
    selectedIds: [],
    onSelectionChange: fn(),
    onOpen: fn(),
    onDelete: fn(),
    onConfirm: fn(),
    onSelectAll: fn(),
    onShortcuts: fn(),
  },
  decorators: [
    (Story) => (
      <div style={{ blockSize: '100vh', display: 'flex', flexDirection: 'column' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaGrid>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Tiles: Story = {};

export const Table: Story = { args: { view: 'list', sort: '-createdAt', onSortChange: fn() } };

export const NumberedSelection: Story = {
  args: { isOrdered: true, selectedIds: [0, 2, 8].flatMap((index) => sampleFiles[index]?.id ?? []) },
};

/** A field's limits: what does not fit stays in view and says why. */
export const WithProblems: Story = {
  args: { problemOf: (file) => (file.kind === 'image' ? null : 'This field takes pictures.') },
};

export const TenThousand: Story = { args: { files: makeMediaFiles(10_000) } };

export const Keyboard: Story = {
  args: { isOrdered: true },
  play: async ({ canvas, args }) => {
    const grid = within(await canvas.findByRole('grid'));
    await userEvent.tab();
    await expect(grid.getByRole('row', { name: /^Fog over spruce/ })).toHaveFocus();
    await userEvent.keyboard(' {ArrowRight}{ArrowRight} ');
    await expect(grid.getByRole('row', { name: /Alpine lake.*Number 2/ })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect(args.onOpen).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: 'Alpine lake at noon' }),
    );
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect(args.onConfirm).toHaveBeenCalled();
    await userEvent.keyboard('?');
    await expect(args.onShortcuts).toHaveBeenCalled();
    await userEvent.keyboard('{Delete}');
    await expect(args.onDelete).toHaveBeenLastCalledWith([
      expect.objectContaining({ title: 'Fog over spruce' }),
      expect.objectContaining({ title: 'Alpine lake at noon' }),
    ]);
    await userEvent.keyboard('{Escape}');
    await expect(grid.queryAllByRole('row', { selected: true })).toHaveLength(0);
  },
};
