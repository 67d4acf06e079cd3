import type { Meta, StoryObj } from '@storybook/react-vite';
import { type GalleryWidgetConfig, widgets } from '@vitrine/schema';
import { screen, userEvent } from 'storybook/test';
import { sampleFiles } from '../testing/sample-files.ts';
import { GalleryView } from './GalleryView.tsx';

const pictures = sampleFiles.filter(({ kind, damaged }) => kind === 'image' && !damaged).slice(0, 9);
const config: GalleryWidgetConfig = {
  ...widgets.gallery.initial,
  items: pictures.map(({ id, title }) => ({ mediaId: id, caption: title })),
};

/** A gallery on a page of the host, without a provider. */
const meta = {
  title: 'GalleryView',
  component: GalleryView,
  args: { config, media: new Map(pictures.map((file) => [file.id, file])) },
  parameters: { bare: true },
  decorators: [
    (Story) => (
      <main style={{ maxInlineSize: 960, padding: 24 }}>
        <Story />
      </main>
    ),
  ],
} satisfies Meta<typeof GalleryView>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Grid: Story = {};

export const GridDark: Story = { globals: { theme: 'dark' } };

export const Masonry: Story = { args: { config: { ...config, layout: 'masonry' } } };

export const Carousel: Story = { args: { config: { ...config, layout: 'carousel', columns: 3 } } };

export const CarouselRightToLeft: Story = { ...Carousel, globals: { direction: 'rtl' } };

export const Phone: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

export const Lightbox: Story = {
  play: async ({ canvas }) => {
    const [first] = await canvas.findAllByRole('button', { name: /^Open / });
    if (first) await userEvent.click(first);
    await screen.findByText('1 of 9');
  },
};
