import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { testUserId } from '../testing/make-media-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { sampleUse } from '../testing/sample-uses.ts';
import { MediaTrash } from './MediaTrash.tsx';

const deletedAt = new Date(Date.now() - 7_200_000).toISOString();
const files = sampleFiles.slice(0, 6).map((file) => ({ ...file, deletedAt, deletedBy: testUserId }));

const meta = {
  component: MediaTrash,
  args: { onRestored: fn() },
  parameters: { fake: { files } },
  decorators: [
    (Story) => (
      <div style={{ blockSize: 480, display: 'flex', flexDirection: 'column' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaTrash>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Files: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Restore Fog over spruce' }));
    await waitFor(() => expect(canvas.queryByText('Fog over spruce')).toBeNull());
    await expect(args.onRestored).toHaveBeenCalledOnce();
  },
};
/** Admins delete before the time is over. */
export const DeletedForGood: Story = {
  parameters: { fake: { files, role: 'admin' } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete permanently Fog over spruce' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Delete permanently' }));
    await waitFor(() => expect(canvas.queryByText('Fog over spruce')).toBeNull());
  },
};
export const SeveralChosen: Story = {
  parameters: { fake: { files, role: 'admin' } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('checkbox', { name: 'Select Fog over spruce' }));
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Select Alpine lake at noon' }));
    await expect(canvas.getByText('2 selected')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Restore' })).toBeVisible();
  },
};
export const Emptying: Story = {
  parameters: { fake: { files, role: 'admin' } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Empty the trash' }));
    await screen.findByRole('alertdialog', { name: /Delete all 6 files/ });
  },
};
/** What was forced into the trash may still stand on pages: it goes only with a reason. */
export const EmptyingUsed: Story = {
  parameters: { fake: { files, role: 'admin', uses: { [files[0]?.id ?? '']: [sampleUse] } } },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Empty the trash' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    // The list is drawn anew as more of it comes.
    await waitFor(() => expect(dialog.getByText('Walking the high lakes')).toBeVisible());
    await expect(await dialog.findByRole('button', { name: 'Delete the other 5 permanently' })).toBeEnabled();
  },
};
/** Three days and less are marked. */
export const LastDays: Story = {
  parameters: {
    fake: {
      files: files.map((file, index) => ({
        ...file,
        purgeAfter: new Date(Date.now() + index * 86_400_000 + 3_600_000).toISOString(),
      })),
      role: 'admin',
    },
  },
};
export const Dark: Story = { globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
export const OnAPhone: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};
export const Empty: Story = { parameters: { fake: { isEmpty: true } } };
export const NoMatch: Story = { args: { search: 'glaciers at nigth' } };
export const Loading: Story = { parameters: { fake: { hang: true } } };
export const Failed: Story = { parameters: { fake: { files, fail: 'storage.unavailable' } } };
export const ReadOnly: Story = { parameters: { fake: { files, role: 'viewer' } } };
