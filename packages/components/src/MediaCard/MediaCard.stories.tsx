import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { MediaCard } from './MediaCard.tsx';

const sample = (title: string) => sampleFiles.find((file) => file.title.startsWith(title)) ?? makeMediaFile();

/** One file: picture cropped by its focal point, title, and a badge for what the picture does not show. */
const meta = {
  component: MediaCard,
  args: { file: sample('Alpine lake'), onSelect: fn() },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 200, padding: 16 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaCard>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Picture: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Alpine lake at noon' }));
    await expect(args.onSelect).toHaveBeenCalledWith(args.file);
  },
};
export const Selected: Story = { args: { isSelected: true, showCheckbox: true } };
export const Numbered: Story = { args: { isSelected: true, order: 3 } };
export const Video: Story = { args: { file: sample('Aurora') } };
export const VideoWithoutPoster: Story = {
  args: {
    file: { ...sample('Aurora'), thumbnails: { small: null, medium: null, large: null }, placeholder: null },
  },
};
export const Animated: Story = { args: { file: sample('Table by the lake') } };
export const Sound: Story = { args: { file: sample('Dawn chorus') } };
export const Document: Story = { args: { file: sample('Northern forests') } };
export const SoundWithCover: Story = {
  args: { file: { ...sample('Dawn chorus'), thumbnails: sample('Dahlia').thumbnails } },
};
export const DocumentWithoutPicture: Story = {
  args: {
    file: { ...sample('Northern forests'), thumbnails: { small: null, medium: null, large: null } },
  },
};
export const CutOut: Story = { args: { file: sample('Leaf') } };
export const Damaged: Story = { args: { file: sample('IMG_8830') } };
export const DamagedVideo: Story = {
  args: {
    file: {
      ...sample('Aurora'),
      damaged: true,
      durationSeconds: null,
      placeholder: null,
      thumbnails: { small: null, medium: null, large: null },
    },
  },
};
export const DamagedInPart: Story = { args: { file: { ...sample('Dahlia'), damaged: true } } };
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
export const NotApproved: Story = { args: { file: makeMediaFile({ reviewStatus: 'pending' }) } };
export const Rejected: Story = { args: { file: makeMediaFile({ reviewStatus: 'rejected' }) } };
export const RightsEndSoon: Story = { args: { file: makeMediaFile({ rightsEnd: day(5) }) } };
export const RightsEnded: Story = { args: { file: makeMediaFile({ rightsEnd: day(-5) }) } };
export const StillProcessing: Story = {
  args: {
    file: {
      ...sample('Dunes'),
      processingStatus: 'pending',
      thumbnails: { small: null, medium: null, large: null },
    },
  },
};
export const BrokenPicture: Story = {
  args: {
    file: makeMediaFile({
      thumbnails: { small: { url: 'data:image/png,', width: 150, height: 100 }, medium: null, large: null },
    }),
  },
};
export const LongName: Story = { args: { file: longNameFiles[0] ?? makeMediaFile() } };
export const InAList: Story = { args: { viewMode: 'list', showCheckbox: true, isSelected: true } };
export const ReadOnly: Story = { args: { onSelect: undefined } };
export const Dark: Story = { args: { isSelected: true, order: 1 }, globals: { theme: 'dark' } };
export const RightToLeft: Story = {
  args: { file: longNameFiles[2] ?? makeMediaFile() },
  globals: { direction: 'rtl' },
};
