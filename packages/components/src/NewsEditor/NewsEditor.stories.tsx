import type { Meta, StoryObj } from '@storybook/react-vite';
import { type NewsWidgetConfig, type RichTextNode, widgets } from '@vitrine/schema';
import { useState } from 'react';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { sampleFiles } from '../testing/sample-files.ts';
import { NewsEditor, type NewsEditorProps } from './NewsEditor.tsx';

function Held(props: NewsEditorProps) {
  const [config, setConfig] = useState(props.config);
  return (
    <NewsEditor
      {...props}
      config={config}
      onChange={(next) => {
        props.onChange(next);
        setConfig(next);
      }}
    />
  );
}

const valueOf = (title: string, caption?: string) => {
  const file = sampleFiles.find((one) => one.title === title);
  if (!file) throw new Error(`The samples have no ${title}.`);
  return { mediaId: file.id, alt: `${title}, seen from afar`, caption };
};
const paragraph = (...words: (string | RichTextNode)[]): RichTextNode => ({
  type: 'paragraph',
  content: words.map((word) => (typeof word === 'string' ? { type: 'text', text: word } : word)),
});

const filled: NewsWidgetConfig = {
  title: 'The lake that freezes from below',
  summary:
    'Each January the springs under Lake Sella build towers of ice. We spent a week with those who measure them.',
  date: '2026-11-21',
  featuredImage: valueOf('Alpine lake at noon'),
  thumbnail: valueOf('Lone tree, January'),
  imagePosition: 'above',
  body: {
    type: 'doc',
    content: [
      {
        type: 'media',
        attrs: {
          value: valueOf('Lone tree, January', 'The last birch before the ice begins.'),
          width: 'half',
          alignment: 'end',
        },
      },
      paragraph(
        'Before dawn the shore is the only dark thing. Maren Oss walks it with a lamp and a bag of brass weights, counting her steps aloud so that the recorder hears them.',
      ),
      paragraph('“People think ice comes down from the sky,” she says. “Here it comes up.”'),
      paragraph(
        'The weights are her grandmother’s. So is the notebook, which begins in 1931 with a sketch of the same birch and the words ',
        { type: 'text', text: 'four days late', marks: [{ type: 'italic' }] },
        '.',
      ),
      paragraph('By noon the first tower has broken the surface, no taller than a hand.'),
    ],
  },
};

const meta = {
  title: 'NewsEditor',
  component: NewsEditor,
  args: { config: filled, onChange: fn() },
  render: (args) => <Held {...args} />,
  decorators: [
    (Story) => (
      <div className="vt" style={{ maxInlineSize: 1200, padding: 24 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof NewsEditor>;
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

export const Empty: Story = { args: { config: widgets.news.initial } };

/** A picture with its tools: width, alignment, alt text and crop, remove. */
export const PictureSelected: Story = {
  play: async ({ canvas }) => {
    // A text that begins with a picture has it selected; its tools come with the focus.
    (await canvas.findByRole('textbox', { name: 'Caption' })).focus();
    await waitFor(() => expect(canvas.getByRole('radio', { name: 'Half' })).toBeVisible());
  },
};

/** Nothing is cut off; the config keeps what last fitted. */
export const SummaryTooLong: Story = {
  play: async ({ canvas, args }) => {
    const summary = canvas.getByRole('textbox', { name: 'Summary' });
    await userEvent.click(summary);
    await userEvent.paste('word '.repeat(20));
    await canvas.findByText(/characters too many$/);
    await expect(args.onChange).not.toHaveBeenCalled();
  },
};

export const Preview: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Preview' }));
    await screen.findByRole('heading', { name: filled.title });
  },
};
