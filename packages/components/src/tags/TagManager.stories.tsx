import type { Meta, StoryObj } from '@storybook/react-vite';
import type { Tag } from '@vitrine/schema';
import { expect, fn, userEvent, within } from 'storybook/test';
import { sampleTags } from '../testing/sample-files.ts';
import { TagManager } from './TagManager.tsx';

const nature = sampleTags.find(({ name }) => name === 'nature') as Tag;
const colors = ['#4e9a4f', '#2f8f83', '#3c7dc4', '#7c5cd6', '#c24d86', '#b5533a'];
const tags = sampleTags.map((tag, index) => ({
  ...tag,
  color: colors[index % colors.length] ?? tag.color,
  ...(['lake', 'alps', 'forest'].includes(tag.name) && { parentId: nature.id }),
  ...(tag.name === 'nature' && { description: 'Everything that grows, flows or stands without us' }),
}));

/** All tags as a tree: searched, renamed, colored, moved, merged and deleted. For editors. */
const meta = {
  component: TagManager,
  args: { onShow: fn() },
  decorators: [
    (Story) => (
      <div style={{ blockSize: '100vh', display: 'grid', container: 'vt / inline-size' }}>
        <Story />
      </div>
    ),
  ],
  parameters: { fake: { tags } },
} satisfies Meta<typeof TagManager>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Tree: Story = {};
export const Dark: Story = { globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
export const Empty: Story = { parameters: { fake: { tags: [] } } };
export const Failed: Story = { parameters: { fake: { fail: 'internal' } } };
export const Narrow: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '320px', height: '640px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};
export const Edit: Story = {
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'More actions for nature' }));
    const page = within(canvasElement.ownerDocument.body);
    await userEvent.click(await page.findByRole('menuitem', { name: 'Edit' }));
    await expect(await page.findByRole('textbox', { name: 'Name' })).toHaveValue('nature');
  },
};
