import type { Meta, StoryObj } from '@storybook/react-vite';
import type { TagNode } from '@vitrine/schema';
import { expect, fn, userEvent } from 'storybook/test';
import { sampleTags } from '../testing/sample-files.ts';
import { TagFilterView } from './TagFilter.tsx';

const node = (name: string, usageCount: number, children: TagNode[] = []): TagNode => {
  const tag = sampleTags.find((one) => one.name === name) ?? sampleTags[0];
  if (!tag) throw new Error('There are no sample tags.');
  return { ...tag, name, usageCount, children };
};
const tree = [
  node('nature', 12, [node('forest', 4), node('lake', 9, [node('alps', 3)])]),
  node('people', 21),
  node('city', 2),
  node('a tag whose name nobody would shorten', 1),
].map((tag, index) => ({ ...tag, ...(index === 3 && { id: sampleTags[8]?.id ?? tag.id }) }));

/** The tags in the left pane of the library: a tree to filter by. */
const meta = {
  title: 'MediaLibrary/Tags to filter by',
  component: TagFilterView,
  args: { tree, chosen: [], onToggle: fn() },
  decorators: [
    (Story) => (
      <div className="vt-facets" style={{ inlineSize: 248, padding: '12px 0' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TagFilterView>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Tree: Story = {};
export const Open: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Show what lies in nature' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Show what lies in lake' }));
    await userEvent.click(canvas.getByText('alps'));
    await expect(args.onToggle).toHaveBeenCalledWith(expect.objectContaining({ name: 'alps' }));
  },
};
export const Chosen: Story = { args: { chosen: tree.flatMap((tag) => tag.children.map(({ id }) => id)) } };
export const Dark: Story = { ...Chosen, globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...Chosen, globals: { direction: 'rtl' } };
