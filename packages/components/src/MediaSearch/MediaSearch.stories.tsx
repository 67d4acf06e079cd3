import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { Chip } from '../ui/Chip.tsx';
import { MediaSearch, type MediaSearchProps } from './MediaSearch.tsx';

function Owner(props: MediaSearchProps) {
  const [value, setValue] = useState(props.value);
  return <MediaSearch {...props} value={value} onChange={setValue} />;
}

/** Asks 300 ms after the last letter, at once with Enter. Offers earlier searches while empty, suggestions while typing. */
const meta = {
  component: MediaSearch,
  render: (args) => <Owner {...args} />,
  args: { value: '', onChange: fn(), onSearch: fn(), history: ['lake', 'autumn 2025', 'portrait'] },
  decorators: [
    (Story) => (
      <div style={{ maxInlineSize: 480, minBlockSize: 220, padding: 16 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaSearch>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Empty: Story = {};
export const WithText: Story = { args: { value: 'glacier' } };
export const WithFilters: Story = { args: { chips: <Chip onRemove={() => undefined}>tag:nature</Chip> } };
export const Dark: Story = { args: { value: 'glacier' }, globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };

export const AsksOncePerPause: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.type(canvas.getByRole('combobox'), 'lake');
    await waitFor(() => expect(args.onSearch).toHaveBeenCalledWith('lake'));
    await expect(args.onSearch).toHaveBeenCalledTimes(1);
  },
};

export const History: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('combobox'));
    await expect(canvas.getAllByRole('option')).toHaveLength(3);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await expect(args.onSearch).toHaveBeenLastCalledWith('autumn 2025');
    await expect(canvas.getByRole('combobox')).toHaveValue('autumn 2025');
    await userEvent.keyboard('{Escape}');
    await expect(canvas.getByRole('combobox')).toHaveValue('');
  },
};
