import type { Meta, StoryObj } from '@storybook/react-vite';
import { Upload } from 'lucide-react';
import { expect, fn, userEvent, within } from 'storybook/test';
import { createSelectionStore } from '../store/selection-store.ts';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { Button } from '../ui/Button.tsx';
import { MediaBrowser } from './MediaBrowser.tsx';

/** The library: search, tabs, sorts, grid and list. Loads as it is scrolled; every state says what is so and what helps. */
const meta = {
  component: MediaBrowser,
  args: {
    multiple: true,
    onSelect: fn(),
    onOpen: fn(),
    view: 'grid',
    emptyAction: (
      <Button variant="primary" icon={Upload}>
        Upload files
      </Button>
    ),
  },
  decorators: [
    (Story) => (
      <div style={{ blockSize: '100vh' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaBrowser>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Grid: Story = {};

export const List: Story = { args: { view: 'list', rowMenu: () => [{ id: 'open', label: 'Open' }] } };

export const Ordered: Story = {
  args: { maxItems: 5, selection: createSelectionStore({ files: sampleFiles.slice(0, 3) }) },
};

export const Compact: Story = { globals: { density: 'compact' } };

export const CompactList: Story = { args: { view: 'list' }, globals: { density: 'compact' } };

export const Dark: Story = { globals: { theme: 'dark' } };

export const RightToLeft: Story = { globals: { direction: 'rtl' } };

export const RightToLeftList: Story = { args: { view: 'list' }, globals: { direction: 'rtl' } };

export const LongNames: Story = { parameters: { fake: { files: longNameFiles } } };

export const LongNamesInAList: Story = {
  args: { view: 'list' },
  parameters: { fake: { files: longNameFiles } },
};

export const TenThousandFiles: Story = { parameters: { fake: { files: 10_000 } } };

export const ReadOnly: Story = { args: { isReadOnly: true } };

export const OneKindOnly: Story = { args: { mediaTypes: ['image'] } };

export const Loading: Story = {
  parameters: { fake: { hang: true } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('status', { name: 'Loading media files' })).toBeInTheDocument();
  },
};

export const Empty: Story = {
  parameters: { fake: { isEmpty: true } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Upload files' })).toBeVisible();
  },
};

export const NoMatch: Story = {
  play: async ({ canvas }) => {
    await canvas.findByRole('grid');
    await userEvent.type(canvas.getByRole('combobox'), 'glaciers at nigth');
    await expect(await canvas.findByRole('heading', { name: 'No media files found' })).toBeVisible();
  },
};

export const NoMatchCleared: Story = {
  play: async (context) => {
    const { canvas } = context;
    await NoMatch.play?.(context);
    await userEvent.click(canvas.getByRole('button', { name: 'Clear search and filters' }));
    await expect(await canvas.findByRole('grid', { name: '24 of 24 files' })).toBeVisible();
    await expect(canvas.getByRole('combobox')).toHaveValue('');
  },
};

export const Failed: Story = {
  parameters: { fake: { fail: 'internal' } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('heading', { name: 'Error loading media files' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Retry' })).toBeVisible();
  },
};

export const Offline: Story = {
  parameters: { fake: { goesOffline: true } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Offline.')).toBeVisible();
    await expect(canvas.getByRole('grid')).toBeVisible();
  },
};

/** Tabs, sorts and search ask the library again, from the first page. */
export const Filtering: Story = {
  play: async ({ canvas }) => {
    await canvas.findByRole('grid', { name: '24 of 24 files' });
    await userEvent.click(canvas.getByRole('tab', { name: /Videos/ }));
    await expect(await canvas.findByRole('grid', { name: '2 of 2 files' })).toBeVisible();
    await userEvent.click(canvas.getByRole('tab', { name: /All/ }));
    await userEvent.type(canvas.getByRole('combobox'), 'dahlia{Enter}');
    await expect(await canvas.findByRole('grid', { name: '1 of 1 files' })).toBeVisible();
  },
};

/** At the limit a further choice is refused; the earlier ones stay. */
export const RefusedAtTheLimit: Story = {
  args: { maxItems: 2 },
  play: async ({ canvas }) => {
    const grid = within(await canvas.findByRole('grid'));
    await userEvent.click(grid.getByRole('row', { name: /Fog over spruce/ }));
    await userEvent.click(grid.getByRole('row', { name: /Alpine lake/ }));
    await userEvent.click(grid.getByRole('row', { name: /Leaf cut-out/ }));
    await expect(grid.getByRole('row', { name: /Fog over spruce/ })).toHaveAttribute('aria-selected', 'true');
    await expect(grid.getByRole('row', { name: /Leaf cut-out/ })).toHaveAttribute('aria-selected', 'false');
    await expect(canvas.getByText('You can choose at most 2. Take one out first.')).toBeVisible();
  },
};

const searching = (search: string): Story => ({ args: { view: 'list', search } });

/** Words are marked in titles; a line says where else they were found. */
export const Found: Story = searching('tag:nature lake');
/** Nothing was found as typed. */
export const Corrected: Story = searching('sprucce ');
/** Each thing that narrows the list can be taken away alone. */
export const NoMatchOfSeveral: Story = searching('type:video tag:people color:green');

export const Filters: Story = {
  args: { view: 'grid' },
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Filter' }));
    const page = within(canvasElement.ownerDocument.body);
    await userEvent.click(await page.findByRole('button', { name: /^Gray, / }));
    await expect(
      await canvas.findByRole('button', { name: 'Remove Color: Gray', hidden: true }),
    ).toBeVisible();
  },
};
export const FiltersDark: Story = { ...Filters, globals: { theme: 'dark' } };
export const FiltersOnAPhone: Story = {
  ...Filters,
  parameters: {
    viewport: {
      options: { phone: { name: 'Phone', styles: { width: '320px', height: '640px' } } },
    },
  },
  globals: { viewport: { value: 'phone' } },
};
/** The counts are of the newest files only, and say so. */
export const FiltersCapped: Story = {
  args: { view: 'grid' },
  parameters: { fake: { files: 3000, countsUpTo: 1000 } },
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Filter' }));
    await within(canvasElement.ownerDocument.body).findByText(/the figures are not/);
  },
};
