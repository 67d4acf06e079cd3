import type { Meta, StoryObj } from '@storybook/react-vite';
import type { Collection } from '@vitrine/schema';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { sampleCollections } from '../testing/sample-files.ts';
import { CollectionDialog } from './CollectionDialog.tsx';
import { DeleteCollectionDialog } from './DeleteCollectionDialog.tsx';

const [, campaigns, spring] = sampleCollections as [Collection, Collection, Collection];
const smart: Collection = {
  ...spring,
  title: 'Wild water',
  parentId: null,
  smartQuery: { search: 'tag:nature lake OR river', kinds: ['image'], isUsed: true, width: { min: 1600 } },
};

/** A collection is made, changed or ended; of a smart one what it finds. */
const meta = {
  title: 'MediaLibrary/Collections',
  component: CollectionDialog,
  args: { collection: campaigns, parentId: null, onClose: fn(), onSaved: fn() },
} satisfies Meta<typeof CollectionDialog>;
export default meta;
type Story = StoryObj<typeof meta>;

const phone = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '320px', height: '640px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

export const Edit: Story = {};
export const New: Story = {
  args: { collection: null },
  play: async ({ args }) => {
    await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), 'Winter');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await expect(await screen.findByRole('dialog')).toBeInTheDocument();
    await waitFor(() => expect(args.onClose).toHaveBeenCalled());
  },
};
export const Smart: Story = { args: { collection: smart } };
export const SmartDark: Story = { ...Smart, globals: { theme: 'dark' } };
export const SmartRightToLeft: Story = { ...Smart, globals: { direction: 'rtl' } };
export const SmartOnAPhone: Story = { ...Smart, ...phone };
export const Delete: Story = {
  render: ({ onClose }) => (
    <DeleteCollectionDialog collection={campaigns} onClose={onClose} onDeleted={fn()} />
  ),
};
