import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
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
/** Operators that stand for themselves are chips; a press, Backspace or Delete takes one away. */
export const Operators: Story = { args: { value: 'lake tag:nature -size:>10MB uploaded:2026-07' } };
/** What could not be read is named, and searched for as words. */
export const Problem: Story = { args: { value: 'type:picture lake' } };
export const Narrow: Story = {
  args: { value: 'in:"Spring 2026" tag:nature orientation:landscape lake' },
  decorators: [
    (Story) => (
      <div style={{ maxInlineSize: 296 }}>
        <Story />
      </div>
    ),
  ],
};
export const Dark: Story = { args: { value: 'glacier tag:alps type:picture x' }, globals: { theme: 'dark' } };
export const RightToLeft: Story = {
  args: { value: 'بحيرة tag:طبيعة size:>10MB' },
  globals: { direction: 'rtl' },
};

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

export const CompletesOperators: Story = {
  args: {
    suggestions: [
      { type: 'tag', text: 'alps', color: '#3c7dc4' },
      { type: 'collection', text: 'Alpine huts', color: '#2f8f83' },
      { type: 'title', text: 'Alpine lake at noon' },
    ],
  },
  play: async ({ canvas, args }) => {
    await userEvent.type(canvas.getByRole('combobox'), 'al');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect(canvas.getByRole('button', { name: 'Remove tag:alps' })).toBeVisible();
    await expect(args.onSearch).toHaveBeenLastCalledWith('tag:alps ');
  },
};
