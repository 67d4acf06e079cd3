import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import { row, sized } from './library-stories.ts';
import * as library from './MediaLibrary.stories.tsx';
import { MediaLibrary } from './MediaLibrary.tsx';

/** Files are put into collections, moved between them and put in order there. */
const meta = {
  title: 'MediaLibrary/Arranging',
  component: MediaLibrary,
  decorators: library.default.decorators,
  parameters: library.default.parameters,
} satisfies Meta<typeof MediaLibrary>;
export default meta;

type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas'];

const inPlaces = async (canvas: Canvas) => {
  const places = within((await canvas.findAllByRole('navigation'))[0] as HTMLElement);
  await userEvent.click(await places.findByRole('button', { name: /^Places/ }));
  await waitFor(() => expect(canvas.queryByRole('row', { name: /Dahlia/ })).toBeNull());
};

/** A collection in its own order: the files can be dragged about, or moved with Alt and the arrows. */
export const InOrder: Story = {
  ...sized(1280, 800),
  args: { defaultView: 'grid' },
  play: async ({ canvas }) => {
    await inPlaces(canvas);
    await userEvent.click(await row('Alpine lake'));
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await expect(await screen.findByText(/^Alpine lake at noon is now \d of 5$/)).toBeInTheDocument();
  },
};

/** Where nobody can drag: the menu of what is chosen. */
export const Moving: Story = {
  ...sized(1280, 800),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await inPlaces(canvas);
    await userEvent.click(await row('Alpine lake'));
    const bar = within(await canvas.findByRole('toolbar', { name: 'Selection' }));
    await userEvent.click(bar.getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Move to collection…' }));
    await userEvent.click(await screen.findByRole('radio', { name: 'Campaigns' }));
    await expect(screen.getByRole('button', { name: 'Move' })).toBeEnabled();
  },
};
export const MovingDark: Story = {
  ...Moving,
  globals: { viewport: { value: 'sized' }, theme: 'dark' },
};
export const MovingOnAPhone: Story = {
  ...sized(320, 640),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Places and tags' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Places and tags' }));
    await userEvent.click(await sheet.findByRole('button', { name: /^Places/ }));
    await userEvent.click(await row('Alpine lake'));
    await userEvent.click(await canvas.findByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Move to collection…' }));
    await expect(await screen.findByRole('radio', { name: 'Campaigns' })).toBeInTheDocument();
  },
};
