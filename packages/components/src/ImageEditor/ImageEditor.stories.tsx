import type { Meta, StoryObj } from '@storybook/react-vite';
import { type ImageWidgetConfig, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { expect, fn, userEvent } from 'storybook/test';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { ImageEditor, type ImageEditorProps } from './ImageEditor.tsx';

function Held(props: ImageEditorProps) {
  const [config, setConfig] = useState(props.config);
  return (
    <ImageEditor
      {...props}
      config={config}
      onChange={(next) => {
        props.onChange(next);
        setConfig(next);
      }}
    />
  );
}

const still = sampleFiles.find(({ title }) => title === 'Harvest still life');
const filled: ImageWidgetConfig = {
  picture: {
    source: 'library',
    image: still ? { mediaId: still.id, alt: 'A bowl of lemons on a linen cloth, lit from the left' } : null,
  },
  caption: 'Studio of Ilse Brandt, 2026',
  link: '/makers/ilse-brandt',
  size: 'half',
  alignment: 'start',
};

const meta = {
  title: 'ImageEditor',
  component: ImageEditor,
  args: { config: filled, onChange: fn() },
  render: (args) => <Held {...args} />,
  decorators: [
    (Story) => (
      <div className="vt" style={{ maxInlineSize: 600, padding: 24 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ImageEditor>;
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

export const Empty: Story = { args: { config: widgets.image.initial } };

export const LongName: Story = {
  parameters: { fake: { files: longNameFiles } },
  args: {
    config: {
      ...filled,
      picture: { source: 'library', image: longNameFiles[0] ? { mediaId: longNameFiles[0].id } : null },
      caption: 'A caption that goes on for much longer than the field is wide, as captions do',
    },
  },
};

export const Gone: Story = { parameters: { fake: { isEmpty: true } } };

/** Only a whole http(s) address gets into the config. */
export const ByAddress: Story = {
  args: { config: widgets.image.initial },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('radio', { name: 'URL' }));
    const address = canvas.getByRole('textbox', { name: 'Address of the picture' });
    await userEvent.type(address, 'javascript:alert(1)');
    await userEvent.tab();
    await expect(
      canvas.getByText('Write a whole address that begins with https:// or http://.'),
    ).toBeVisible();
    await expect(args.onChange).not.toHaveBeenCalled();
  },
};

/** A link that could run stays out of the config, and the field says what it takes. */
export const LinkRefused: Story = {
  play: async ({ canvas, args }) => {
    const link = canvas.getByRole('textbox', { name: 'Link' });
    await userEvent.clear(link);
    await userEvent.type(link, 'javascript:alert(1)');
    await userEvent.tab();
    await canvas.findByText(/^Write https:/);
    await expect(args.onChange).toHaveBeenLastCalledWith(expect.objectContaining({ link: null }));
  },
};
