import type { Meta, StoryObj } from '@storybook/react-vite';
import { type ImageWidgetConfig, widgets } from '@vitrine/schema';
import { sampleFiles } from '../testing/sample-files.ts';
import { ImageView } from './ImageView.tsx';

const still = sampleFiles.find(({ title }) => title === 'Harvest still life');
if (!still) throw new Error('The samples have no still life.');
const config: ImageWidgetConfig = {
  picture: { source: 'library', image: { mediaId: still.id, alt: 'A bowl of lemons on a linen cloth' } },
  caption: 'Studio of Ilse Brandt, 2026',
  link: null,
  size: 'full',
  alignment: 'start',
};

/** One picture on a page of the host, without a provider. */
const meta = {
  title: 'ImageView',
  component: ImageView,
  args: { config, media: new Map([[still.id, still]]) },
  parameters: { bare: true },
  decorators: [
    (Story) => (
      <main style={{ maxInlineSize: 760, padding: 24 }}>
        <Story />
      </main>
    ),
  ],
} satisfies Meta<typeof ImageView>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Full: Story = {};

export const Dark: Story = { globals: { theme: 'dark' } };

export const HalfAtTheEnd: Story = { args: { config: { ...config, size: 'half', alignment: 'end' } } };

export const HalfRightToLeft: Story = {
  args: { config: { ...config, size: 'half', caption: 'استوديو إلزه برانت' } },
  globals: { direction: 'rtl' },
};

export const ThirdInTheMiddle: Story = {
  args: { config: { ...config, size: 'third', alignment: 'center', link: '/makers/ilse-brandt' } },
};

export const Cropped: Story = {
  args: {
    config: {
      ...config,
      picture: {
        source: 'library',
        image: { mediaId: still.id, alt: 'Lemons', crop: { x: 0.2, y: 0.25, width: 0.6, height: 0.5 } },
      },
    },
  },
};

/** Nothing is shown until a picture is chosen. */
export const Empty: Story = { args: { config: widgets.image.initial } };
