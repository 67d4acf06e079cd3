import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { lookAlikeFiles, sampleFiles } from '../testing/sample-files.ts';
import { WorkScope } from '../work/WorkScope.tsx';
import { DuplicatesView } from './DuplicatesView.tsx';

const files = [...sampleFiles.slice(0, 5), ...lookAlikeFiles];

/** Pictures that are the same or look nearly so: what differs, and which one stays. */
const meta = {
  component: DuplicatesView,
  args: { onOpen: fn() },
  decorators: [
    (Story) => (
      <WorkScope>
        <div style={{ blockSize: '90vh', display: 'grid' }}>
          <Story />
        </div>
      </WorkScope>
    ),
  ],
  parameters: { fake: { files } },
} satisfies Meta<typeof DuplicatesView>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Groups: Story = {};
export const Dark: Story = { globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
export const None: Story = { parameters: { fake: { files: sampleFiles.slice(0, 3) } } };
export const ReadOnly: Story = { parameters: { fake: { files, role: 'viewer' } } };
export const Merged: Story = {
  play: async ({ canvas }) => {
    const [first] = await canvas.findAllByRole('button', { name: 'Merge 1 file into it' });
    if (!first) throw new Error('There is no group.');
    await userEvent.click(first);
    await expect(await canvas.findByRole('button', { name: 'Undo' })).toBeVisible();
  },
};
