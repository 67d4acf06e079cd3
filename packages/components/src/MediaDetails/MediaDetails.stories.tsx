import type { Meta, StoryObj } from '@storybook/react-vite';
import type { MediaFile } from '@vitrine/schema';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { samplePages } from '../testing/sample-uses.ts';
import { MediaDetails } from './MediaDetails.tsx';

const byTitle = (title: string) => sampleFiles.find((file) => file.title === title) as MediaFile;
const lake = byTitle('Alpine lake at noon');

const uses = { [lake.id]: samplePages };

const meta = {
  component: MediaDetails,
  args: { mediaId: lake.id, onDeleted: fn() },
  parameters: { fake: { uses } },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 304, blockSize: '100vh', display: 'grid' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaDetails>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Picture: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('textbox', { name: 'Title' })).toHaveValue('Alpine lake at noon');
    await canvas.findByText('Used in 3 pages');
    await expect(canvas.getByRole('link', { name: /Walking the high lakes/ })).toHaveAttribute(
      'href',
      '/pages/1',
    );
  },
};
export const PictureDark: Story = { globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
export const Compact: Story = { globals: { density: 'compact' } };
export const CutOut: Story = { args: { mediaId: byTitle('Leaf cut-out').id } };
export const PaperDocument: Story = { args: { mediaId: byTitle('Northern forests: a field guide').id } };
export const Film: Story = { args: { mediaId: byTitle('Aurora time lapse').id } };
const shown = (file: MediaFile): Pick<Story, 'args' | 'parameters'> => ({
  args: { mediaId: file.id },
  parameters: { fake: { files: [file] } },
});
const nothing = { small: null, medium: null, large: null };

/** What a camera wrote into it. Place and people are there for those only who may change the file. */
export const Photograph: Story = {
  ...shown({
    ...lake,
    metadata: {
      ...{ cameraMake: 'NIKON', cameraModel: 'NIKON Z 6', lens: '50mm f/1.8 S', exposureSeconds: 0.004 },
      ...{ aperture: 2.8, iso: 200, focalLengthMm: 50, colorSpace: 'srgb', bitDepth: 8 },
    },
    privateMetadata: { latitude: 46.6863, longitude: 7.8632, city: 'Interlaken', artist: 'Jane Doe' },
  }),
  play: async ({ canvas }) => {
    await canvas.findByText('NIKON Z 6');
    await canvas.findByText('1/250 s · f/2.8 · ISO 200 · 50 mm');
    await canvas.findByText('Interlaken · 46.686, 7.863');
  },
};
export const FilmWithoutPoster: Story = {
  ...shown({
    ...byTitle('Aurora time lapse'),
    thumbnails: nothing,
    placeholder: null,
    metadata: {
      ...{ container: 'MP4', videoCodec: 'avc', audioCodec: 'aac' },
      ...{ bitsPerSecond: 4_210_000, framesPerSecond: 25 },
    },
  }),
  play: async ({ canvas }) => {
    await canvas.findByText('H.264 · AAC');
    await canvas.findByText('4.2 Mb/s · 25 fps');
  },
};
export const Sound: Story = shown({
  ...byTitle('Dawn chorus'),
  metadata: {
    ...{ artist: 'The Walkers', album: 'Harbour', audioCodec: 'flac' },
    ...{ bitsPerSecond: 705_600, sampleRateHz: 44_100 },
  },
});
export const SoundWithCover: Story = shown({
  ...byTitle('Dawn chorus'),
  thumbnails: byTitle('Dahlia, close').thumbnails,
  placeholder: byTitle('Dahlia, close').placeholder,
});
export const PaperWithoutPicture: Story = shown({
  ...byTitle('Northern forests: a field guide'),
  thumbnails: nothing,
});
export const DamagedInPart: Story = shown({ ...byTitle('Dahlia, close'), damaged: true });
export const Damaged: Story = {
  parameters: {
    fake: {
      files: [
        makeMediaFile({
          damaged: true,
          title: 'IMG_8830',
          originalFilename: 'IMG_8830_recovered.heic',
          thumbnails: { small: null, medium: null, large: null },
        }),
      ],
    },
  },
  args: { mediaId: makeMediaFile().id },
};
export const LongNames: Story = {
  args: { mediaId: longNameFiles[0]?.id ?? null },
  parameters: { fake: { files: longNameFiles } },
};
export const Nothing: Story = { args: { mediaId: null } };
export const Loading: Story = { parameters: { fake: { hang: true } } };
export const Gone: Story = {
  args: { mediaId: makeMediaFile({ seed: 99_999 }).id },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: 'Retry' });
  },
};
export const ReadOnly: Story = { parameters: { fake: { role: 'viewer', uses } } };
export const AltPerLanguage: Story = { args: { locales: ['en', 'de', 'fr'] } };

export const AddingATag: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Add' }));
    await userEvent.type(await canvas.findByRole('combobox', { name: 'Add a tag' }), 'gar');
    // The tags that begin so, and the offer to make a new one.
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await userEvent.keyboard('{Escape}');
    await canvas.findByRole('button', { name: 'Add' });
    await expect(canvas.getByRole('button', { name: 'Remove the tag garden' })).toBeVisible();
  },
};

/** The pages that hold it, each with a link: that is what has to change before the file can go. */
export const CannotDeleteInUse: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: /Cannot delete/ }));
    await dialog.findByText('Summer issue: front page');
    await expect(args.onDeleted).not.toHaveBeenCalled();
  },
};

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const oneFile = (change: Partial<MediaFile>) => ({
  parameters: { fake: { files: [{ ...lake, ...change }], uses } },
});

export const WaitsForReview: Story = {
  ...oneFile({ reviewStatus: 'pending' }),
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(canvas.queryByText(/^Waits for an approval/)).toBeNull());
  },
};
export const Rejected: Story = oneFile({ reviewStatus: 'rejected', reviewNote: 'The licence is missing' });
export const RightsEndSoon: Story = oneFile({
  credit: 'Ann Berg',
  license: 'Editorial, one year',
  rightsStart: day(-350),
  rightsEnd: day(9),
});
export const RightsEnded: Story = oneFile({ credit: 'Ann Berg', rightsEnd: day(-3) });
export const RightsEndedRightToLeft: Story = { ...RightsEnded, globals: { direction: 'rtl' } };
/** A replacement makes a version; the one before can be shown again. */
export const Replaced: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Replace' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.upload(
      dialog.getByLabelText('Choose a file', { selector: 'input' }),
      new File(['new bytes'], 'lake-2026.jpg', { type: 'image/jpeg' }),
    );
    await userEvent.type(dialog.getByRole('textbox', { name: 'What is new?' }), 'Sharper');
    await userEvent.click(dialog.getByRole('button', { name: 'Replace' }));
    await canvas.findByText('Current');
    await canvas.findByText(/Sharper/);
    await canvas.findByRole('button', { name: 'Show again Version 1' });
  },
};
/** What an admin sees who deletes a file that pages use. */
export const DeletedByForce: Story = {
  parameters: { fake: { uses, role: 'admin' } },
  play: async ({ args, canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Delete' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete anyway…' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: /although it is used/ }));
    await dialog.findByText('Summer issue: front page');
    await expect(dialog.getByRole('button', { name: 'Delete anyway' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'The consent was withdrawn');
    await userEvent.click(dialog.getByRole('button', { name: 'Delete anyway' }));
    await waitFor(() => expect(args.onDeleted).toHaveBeenCalledOnce());
  },
};
