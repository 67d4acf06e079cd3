import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { testId, testUserId } from '../testing/make-media-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { row, sized } from './library-stories.ts';
import { MediaLibrary } from './MediaLibrary.tsx';

const meta = {
  component: MediaLibrary,
  decorators: [
    (Story) => (
      <div style={{ blockSize: '100vh' }}>
        <Story />
      </div>
    ),
  ],
  parameters: { docs: { story: { inline: false, iframeHeight: 800 } } },
} satisfies Meta<typeof MediaLibrary>;
export default meta;

type Story = StoryObj<typeof meta>;

export const List: Story = { ...sized(1280, 800), args: { defaultView: 'list' } };
export const Grid: Story = { ...sized(1280, 800), args: { defaultView: 'grid' } };
export const Dark: Story = { ...List, globals: { viewport: { value: 'sized' }, theme: 'dark' } };
export const RightToLeft: Story = { ...List, globals: { viewport: { value: 'sized' }, direction: 'rtl' } };
export const Tablet: Story = { ...sized(820, 1000), args: { defaultView: 'grid' } };
export const Phone: Story = { ...sized(390, 844), args: { defaultView: 'list' } };

/** Details stand beside the list, which stays usable. */
export const WithDetails: Story = {
  ...sized(1280, 800),
  args: { defaultView: 'grid' },
  play: async ({ canvas }) => {
    await userEvent.click(await row('Alpine lake'));
    await expect(await canvas.findByRole('textbox', { name: 'Title' })).toHaveValue('Alpine lake at noon');
  },
};

export const SeveralChosen: Story = {
  ...sized(1280, 800),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    for (const name of ['Fog over spruce', 'Dahlia, close']) {
      await userEvent.click((await row(name)).querySelector('.vt-cell-check') as Element);
    }
    const bar = within(await canvas.findByRole('toolbar', { name: 'Selection' }));
    await expect(bar.getByText('2 selected')).toBeVisible();
  },
};

export const ByTag: Story = {
  ...sized(1280, 800),
  args: { defaultView: 'grid' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('checkbox', { name: /people/ }));
    await expect(await row('Ranger Amina')).toBeVisible();
    await expect(canvas.queryByRole('row', { name: /Fog over spruce/ })).toBeNull();
  },
};

const deleted = sampleFiles.slice(0, 4).map((file) => ({
  ...file,
  deletedAt: new Date(Date.now() - 7_200_000).toISOString(),
  deletedBy: testUserId,
}));
export const Trash: Story = {
  ...sized(1280, 800, { files: [...deleted, ...sampleFiles.slice(4)] }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /Trash/ }));
    await canvas.findByRole('button', { name: 'Restore Fog over spruce' });
  },
};

/** What editors see where new files wait for an approval, and rights run out. */
export const ToReview: Story = {
  ...sized(1280, 800, {
    files: sampleFiles.map((file, index) => ({
      ...file,
      ...(index < 4 && { reviewStatus: 'pending' as const }),
      ...(index === 5 && { rightsEnd: new Date(Date.now() - 86_400_000).toISOString() }),
      ...(index === 6 && { rightsEnd: new Date(Date.now() + 5 * 86_400_000).toISOString() }),
    })),
  }),
  args: { defaultView: 'grid' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^To review/ }));
    await waitFor(() => expect(canvas.getAllByText('Not approved')).toHaveLength(4));
  },
};
/** Files whose rights are over: no page shows them, and its pages are listed beside. */
export const RightsEnded: Story = {
  ...ToReview,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Rights ended/ }));
    await waitFor(() => expect(canvas.getAllByRole('row')).toHaveLength(1));
  },
};
export const Empty: Story = sized(1280, 800, { isEmpty: true });
export const Loading: Story = sized(1280, 800, { hang: true });
export const Failed: Story = sized(1280, 800, {
  fail: (path: string) => (path === 'media.list' ? 'internal' : null),
});
export const ReadOnly: Story = sized(1280, 800, { role: 'viewer' });
export const TenThousand: Story = { ...sized(1280, 800, { files: 10_000 }), args: { defaultView: 'list' } };

const now = new Date().toISOString();
/** Searches that are kept stand beside the places; a smart collection holds what its query matches. */
export const SavedSearches: Story = {
  ...sized(1280, 800, {
    savedSearches: ['Lakes without alt text', 'To be used this spring'].map((name, index) => ({
      id: testId(6, index),
      name,
      query: { search: 'tag:lake', hasAlt: false },
      sort: null,
      isShared: index === 1,
      isOwn: index === 0,
      createdAt: now,
      updatedAt: now,
    })),
  }),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: /^Lakes without alt text/ }));
    await expect(await canvas.findByRole('button', { name: 'Remove Has alt text: No' })).toBeVisible();
  },
};
