import type { Meta, StoryObj } from '@storybook/react-vite';
import { type NewsWidgetConfig, widgets } from '@vitrine/schema';
import { sampleFiles } from '../testing/sample-files.ts';
import { NewsView } from './NewsView.tsx';

const fileOf = (title: string) => {
  const file = sampleFiles.find((one) => one.title === title);
  if (!file) throw new Error(`The samples have no ${title}.`);
  return file;
};
const lake = fileOf('Alpine lake at noon');
const tree = fileOf('Lone tree, January');
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

const config: NewsWidgetConfig = {
  ...widgets.news.initial,
  title: 'The lake that freezes from below',
  summary: 'Each January the springs under Lake Sella build towers of ice.',
  date: '2026-11-21',
  featuredImage: { mediaId: lake.id, alt: 'A lake between mountains' },
  body: {
    type: 'doc',
    content: [
      paragraph(
        'Before dawn the shore is the only dark thing. Maren Oss walks it with a lamp and a bag of weights.',
      ),
      {
        type: 'media',
        attrs: {
          value: { mediaId: tree.id, alt: 'A bare tree', caption: 'The last birch before the ice begins.' },
          width: 'half',
          alignment: 'end',
        },
      },
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Four days late' }] },
      paragraph(
        'The weights are her grandmother’s. So is the notebook, which begins in 1931 with a sketch of a birch.',
      ),
      {
        type: 'blockquote',
        content: [paragraph('People think ice comes down from the sky. Here it comes up.')],
      },
      {
        type: 'bulletList',
        content: ['a lamp', 'brass weights', 'a notebook'].map((text) => ({
          type: 'listItem',
          content: [paragraph(text)],
        })),
      },
    ],
  },
};

/** A piece of news on a page of the host, without a provider and without the text editor. */
const meta = {
  title: 'NewsView',
  component: NewsView,
  args: {
    config,
    media: new Map([
      [lake.id, lake],
      [tree.id, tree],
    ]),
  },
  parameters: { bare: true },
  decorators: [
    (Story) => (
      <main style={{ maxInlineSize: 760, padding: 24 }}>
        <Story />
      </main>
    ),
  ],
} satisfies Meta<typeof NewsView>;
export default meta;

type Story = StoryObj<typeof meta>;

export const ImageAbove: Story = {};

export const ImageBeside: Story = { args: { config: { ...config, imagePosition: 'beside' } } };

export const ImageBelow: Story = { args: { config: { ...config, imagePosition: 'below' } } };

export const Dark: Story = { globals: { theme: 'dark' } };

export const RightToLeft: Story = { globals: { direction: 'rtl' } };

export const Phone: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

export const WordsOnly: Story = { args: { config: { ...config, featuredImage: null, date: null } } };
