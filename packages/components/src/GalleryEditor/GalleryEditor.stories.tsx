import type { Meta, StoryObj } from '@storybook/react-vite';
import { type GalleryWidgetConfig, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { GalleryEditor, type GalleryEditorProps } from './GalleryEditor.tsx';

function Held(props: GalleryEditorProps) {
  const [config, setConfig] = useState(props.config);
  return (
    <GalleryEditor
      {...props}
      config={config}
      onChange={(next) => {
        props.onChange(next);
        setConfig(next);
      }}
    />
  );
}

const captions: Record<string, string> = {
  'Last light, west coast': 'Low tide',
  'Ranger Amina Diallo': 'Amina',
  'River fields': 'River fields',
  'Dahlia, close': 'From the garden',
  'Harvest still life': 'Harvest',
  'Dunes at four': 'By four the wind is up',
  'Lone tree, January': 'January',
};
const filled: GalleryWidgetConfig = {
  ...widgets.gallery.initial,
  layout: 'masonry',
  items: sampleFiles.flatMap(({ id, title }) =>
    captions[title] ? [{ mediaId: id, caption: captions[title] }] : [],
  ),
};

const meta = {
  title: 'GalleryEditor',
  component: GalleryEditor,
  args: { config: filled, onChange: fn() },
  render: (args) => <Held {...args} />,
  decorators: [
    (Story) => (
      <div className="vt" style={{ maxInlineSize: 600, padding: 24 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof GalleryEditor>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Filled: Story = {};

export const Dark: Story = { globals: { theme: 'dark' } };

export const RightToLeft: Story = { globals: { direction: 'rtl' } };

export const Compact: Story = { globals: { density: 'compact' } };

export const Phone: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

export const Empty: Story = { args: { config: widgets.gallery.initial } };

export const Loading: Story = { parameters: { fake: { hang: true } } };

export const LongNames: Story = {
  parameters: { fake: { files: longNameFiles } },
  args: { config: { ...filled, items: longNameFiles.map(({ id }) => ({ mediaId: id })) } },
};

/** What is there stays as it is; only what is new is added. */
export const FromACollection: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Fill from a collection' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Places' }));
    await waitFor(() => expect(args.onChange).toHaveBeenCalledOnce());
    await canvas.findByText(/pictures added from Places/);
  },
};

/** A tile's grip: Space lifts, arrows move, Space drops. */
export const OrderByKeyboard: Story = {
  play: async ({ canvas, args }) => {
    const grip = await canvas.findByRole('button', { name: /^Move .*, position 1 of 7$/ });
    grip.focus();
    await userEvent.keyboard(' ');
    await within(document.body).findByText(/Started dragging/);
    await userEvent.keyboard('{ArrowRight}');
    await userEvent.keyboard(' ');
    await waitFor(() => expect(args.onChange).toHaveBeenCalledOnce());
  },
};

/** Words, caption and crop of one picture. */
export const OnePicture: Story = {
  play: async ({ canvas }) => {
    const [edit] = await canvas.findAllByRole('button', { name: /^Alt text and crop of / });
    if (edit) await userEvent.click(edit);
    await screen.findByRole('dialog');
  },
};
