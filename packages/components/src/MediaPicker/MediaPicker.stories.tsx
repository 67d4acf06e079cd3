import type { Meta, StoryObj } from '@storybook/react-vite';
import type { MediaFile } from '@vitrine/schema';
import type { ComponentType } from 'react';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { makePngFile } from '../testing/make-image-file.ts';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { samplePages } from '../testing/sample-uses.ts';
import { MediaPicker, type MediaPickerProps } from './MediaPicker.tsx';

const byTitle = (title: string) => sampleFiles.find((file) => file.title === title) as MediaFile;
const chosen = ['Fog over spruce', 'Dahlia, close', 'Alpine lake at noon'].map((title) => byTitle(title).id);
const lake = byTitle('Alpine lake at noon');
const uses = { [lake.id]: samplePages };

/** The props without the overload: one table of controls for both. */
interface StoryProps extends Omit<MediaPickerProps, 'multiple' | 'maxItems' | 'confirm' | 'onSelect'> {
  multiple?: boolean;
  maxItems?: number;
  confirm?: boolean;
  onSelect: (chosen: MediaFile | MediaFile[]) => void;
}

const meta = {
  component: MediaPicker as ComponentType<StoryProps>,
  args: { isOpen: true, onClose: fn(), onSelect: fn() },
  parameters: { fake: { uses }, docs: { story: { inline: false, iframeHeight: 800 } } },
  decorators: [
    (Story) => (
      <main style={{ padding: '48px 24px' }}>
        <h1>Walking the high lakes</h1>
        <p>Four days between Sella and the glacier, with a tent, a stove and no signal.</p>
        <Story />
      </main>
    ),
  ],
} satisfies Meta<StoryProps>;
export default meta;

type Story = StoryObj<typeof meta>;

const sized = (width: number, height: number) => ({
  parameters: {
    fake: { uses },
    viewport: {
      options: { sized: { name: 'Sized', styles: { width: `${width}px`, height: `${height}px` } } },
    },
  },
  globals: { viewport: { value: 'sized' } },
});

const dialog = async () => within(await screen.findByRole('dialog'));
const row = async (name: string) => (await dialog()).findByRole('row', { name: new RegExp(name) });
const choose = async (files: File[]) => {
  const input = (await screen.findByRole('dialog')).querySelector<HTMLInputElement>('input[type="file"]');
  await userEvent.upload(input as HTMLInputElement, files, { applyAccept: false });
};

/** One click chooses and closes. */
export const One: Story = {
  ...sized(1280, 800),
  play: async ({ args }) => {
    await userEvent.click(await row('Dunes at four'));
    await waitFor(() => expect(args.onSelect).toHaveBeenCalledOnce());
    await expect(args.onClose).toHaveBeenCalled();
  },
};

export const OneToConfirm: Story = {
  ...sized(1280, 800),
  args: { confirm: true },
  play: async () => {
    await userEvent.click(await row('Alpine lake'));
    await expect((await dialog()).getByRole('button', { name: 'Use this file' })).toBeEnabled();
  },
};

const several = { multiple: true, maxItems: 5, value: chosen };

export const Several: Story = {
  ...sized(1280, 800),
  args: several,
  play: async () => {
    await (await dialog()).findByText('3 files selected');
  },
};
export const SeveralDark: Story = { ...Several, globals: { viewport: { value: 'sized' }, theme: 'dark' } };
export const SeveralRightToLeft: Story = {
  ...sized(1280, 800),
  args: several,
  globals: { viewport: { value: 'sized' }, direction: 'rtl' },
};
export const Tablet: Story = { ...sized(820, 1000), args: several };
export const Phone: Story = { ...sized(390, 844), args: several };
export const PhoneRightToLeft: Story = {
  ...sized(390, 844),
  args: several,
  globals: { viewport: { value: 'sized' }, direction: 'rtl' },
};
export const Compact: Story = {
  ...sized(1280, 800),
  args: several,
  globals: { viewport: { value: 'sized' }, density: 'compact' },
};

/** One more than the maximum is refused with the reason; nothing that was chosen is dropped. */
export const AtTheMaximum: Story = {
  ...sized(1280, 800),
  args: { multiple: true, maxItems: 3, value: chosen },
  play: async () => {
    await (await dialog()).findByText('3 files selected');
    await userEvent.click(await row('Dunes at four'));
    await expect(await (await dialog()).findByRole('alert')).toHaveTextContent('You can choose at most 3.');
    await expect((await dialog()).getByText('3 files selected')).toBeVisible();
  },
};

export const Uploading: Story = {
  ...sized(1280, 800),
  args: several,
  parameters: { ...sized(1280, 800).parameters, fake: { uses, uploads: { stuckAt: 0.64 } } },
  play: async ({ args }) => {
    await (await dialog()).findByText('3 files selected');
    await choose([await makePngFile('market-by-night-0031.png'), await makePngFile('reading-room.png')]);
    await waitFor(async () => expect((await dialog()).getAllByText('64%')).toHaveLength(2));
    await userEvent.click((await dialog()).getByRole('button', { name: 'Close' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Keep waiting' }));
    await expect(args.onClose).not.toHaveBeenCalled();
  },
};

export const PicturesOnly: Story = { ...sized(1280, 800), args: { mediaTypes: ['image'] } };
export const DoesNotFit: Story = {
  ...sized(1280, 800),
  args: { problemOf: (file) => (file.kind === 'image' ? null : 'Only pictures fit here.') },
};
export const WithoutUpload: Story = { ...sized(1280, 800), args: { allowUpload: false } };
export const LongNames: Story = {
  ...sized(1280, 800),
  args: { confirm: true, value: longNameFiles[0]?.id },
  parameters: { ...sized(1280, 800).parameters, fake: { files: longNameFiles } },
};
const faked = (fake: object): Pick<Story, 'parameters' | 'globals'> => ({
  parameters: { ...sized(1280, 800).parameters, fake },
  globals: { viewport: { value: 'sized' } },
});
export const Empty: Story = faked({ isEmpty: true });
export const Loading: Story = faked({ hang: true });
export const Failed: Story = faked({ fail: (path: string) => (path === 'media.list' ? 'internal' : null) });
export const ReadOnly: Story = faked({ role: 'viewer' });
export const TenThousand: Story = faked({ files: 10_000 });

/** `?` lists the keys. */
export const Shortcuts: Story = {
  ...sized(1280, 800),
  args: several,
  play: async () => {
    await (await dialog()).findByText('3 files selected');
    await userEvent.click(await row('Dunes at four'));
    await userEvent.keyboard('?');
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  },
};
