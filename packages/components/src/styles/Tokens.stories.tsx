import type { Meta, StoryObj } from '@storybook/react-vite';
import { TokenSheet } from './TokenSheet.tsx';

/** Everything that a host may change: set it on `.vt`, or on anything around a component. */
const meta = {
  title: 'Tokens',
  component: TokenSheet,
  args: { theme: 'light', density: 'comfortable' },
} satisfies Meta<typeof TokenSheet>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Light: Story = {};

export const Dark: Story = { args: { theme: 'dark' }, globals: { theme: 'dark' } };

export const Compact: Story = { args: { density: 'compact' }, globals: { density: 'compact' } };

export const RightToLeft: Story = { globals: { direction: 'rtl' } };
