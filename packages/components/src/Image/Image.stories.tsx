import type { Meta, StoryObj } from '@storybook/react-vite';
import { sampleFiles } from '../testing/sample-files.ts';
import { Image } from './Image.tsx';

const fileOf = (title: string) => {
  const file = sampleFiles.find((one) => one.title.startsWith(title));
  if (!file) throw new Error(`The samples have no ${title}.`);
  return file;
};
const portrait = fileOf('Ranger Amina');
const ridge = fileOf('Ridge walker');
const leaf = fileOf('Leaf cut-out');

/** What a field stores, as a picture on a page of the host. */
const meta = {
  title: 'Image',
  component: Image,
  args: { value: { mediaId: portrait.id, alt: 'A ranger in her workshop' }, file: portrait },
  decorators: [
    (Story) => (
      <main style={{ maxInlineSize: 480, padding: 24 }}>
        <Story />
      </main>
    ),
  ],
} satisfies Meta<typeof Image>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Whole: Story = {};

/** The focal point of the file keeps the face in the frame. */
export const Framed: Story = { args: { aspect: '16:9' } };

export const FocalPointOfThisUse: Story = {
  args: { aspect: '16:9', value: { mediaId: portrait.id, alt: 'Hands', focalPoint: { x: 0.5, y: 0.9 } } },
};

export const Cropped: Story = {
  args: {
    file: ridge,
    value: { mediaId: ridge.id, alt: 'A walker', crop: { x: 0.45, y: 0.4, width: 0.35, height: 0.5 } },
  },
};

export const CroppedAndFramed: Story = { args: { ...Cropped.args, aspect: '1:1' } };

export const Decorative: Story = { args: { value: { mediaId: portrait.id, decorative: true } } };

export const Transparent: Story = {
  args: { file: leaf, value: { mediaId: leaf.id, alt: 'A leaf' } },
  globals: { theme: 'dark' },
};

/** Resolved by the provider. */
export const ByProvider: Story = { args: { file: undefined, aspect: '1:1' } };

export const Loading: Story = {
  args: { file: undefined, aspect: '16:9' },
  parameters: { fake: { hang: true } },
};
