import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect } from 'react';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { KitError } from '../provider/kit-error.ts';
import { useKit } from '../provider/use-kit.ts';
import type { UploadItem } from '../store/upload-store.ts';
import { makePngFile } from '../testing/make-image-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaUpload } from './MediaUpload.tsx';

const meta = {
  component: MediaUpload,
  args: { onUploadComplete: fn() },
  decorators: [
    (Story) => (
      <div style={{ maxInlineSize: 760, margin: 24 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof MediaUpload>;
export default meta;

type Story = StoryObj<typeof meta>;

const phone = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

const choose = async (canvasElement: HTMLElement, files: File[]) => {
  const input = canvasElement.querySelector<HTMLInputElement>('input[type="file"]');
  await userEvent.upload(input as HTMLInputElement, files, { applyAccept: false });
};

const drag = (kind: 'dragenter' | 'drop', target: Element, files: File[]) => {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
};

export const AtRest: Story = {};

export const PicturesOnly: Story = {
  args: { mediaTypes: ['image'] },
  play: async ({ canvas }) => {
    await canvas.findByText(/Images, up to 10\d(\.\d)? MB each/);
  },
};

/** The overlay says where the files would go. */
export const FilesOverIt: Story = {
  args: { label: 'Editorial' },
  play: async ({ canvas, canvasElement }) => {
    const target = canvasElement.querySelector('.vt-upload') as Element;
    drag('dragenter', target, [await makePngFile()]);
    await canvas.findByText('Drop to add to Editorial');
  },
};

export const Dropped: Story = {
  play: async ({ args, canvas, canvasElement }) => {
    const target = canvasElement.querySelector('.vt-upload') as Element;
    drag('drop', target, [await makePngFile('river.png')]);
    await canvas.findByText('Done');
    await expect(args.onUploadComplete).toHaveBeenCalledOnce();
  },
};

export const OnItsWay: Story = {
  parameters: { fake: { uploads: { stuckAt: 0.64 } } },
  play: async ({ canvas, canvasElement }) => {
    await choose(canvasElement, [await makePngFile('market-by-night-0031.png')]);
    await canvas.findByText('64%');
    await expect(canvas.getByRole('progressbar', { name: 'market-by-night-0031.png' })).toBeVisible();
  },
};

export const Cancelled: Story = {
  parameters: { fake: { uploads: { stuckAt: 0.3 } } },
  play: async ({ canvas, canvasElement }) => {
    await choose(canvasElement, [await makePngFile('market.png')]);
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel market.png' }));
    await canvas.findByText('Cancelled');
    await userEvent.click(canvas.getByRole('button', { name: 'Remove market.png from the list' }));
    await expect(canvas.queryByText('Uploads')).toBeNull();
  },
};

/** What failed on the way is sent again; it goes on where it stopped. */
export const ConnectionLost: Story = {
  parameters: { fake: { uploads: { failAt: 0.71 } } },
  play: async ({ args, canvas, canvasElement }) => {
    await choose(canvasElement, [await makePngFile('tower-east-facade.png')]);
    await canvas.findByText('Connection lost at 71%');
    await userEvent.click(canvas.getByRole('button', { name: 'Retry tower-east-facade.png' }));
    await canvas.findByText('Done');
    await expect(args.onUploadComplete).toHaveBeenCalledOnce();
  },
};

export const Duplicate: Story = {
  parameters: { fake: { uploads: { duplicate: true } } },
  play: async ({ args, canvas, canvasElement }) => {
    await choose(canvasElement, [await makePngFile('coast-copy.png')]);
    await canvas.findByText('Duplicate');
    await expect(args.onUploadComplete).not.toHaveBeenCalled();
    await userEvent.click(canvas.getByRole('button', { name: /Use existing/ }));
    await waitFor(() => expect(args.onUploadComplete).toHaveBeenCalledOnce());
  },
};

/** Said before a byte is sent; the others can go. */
export const RefusedBeforeSending: Story = {
  play: async ({ args, canvas, canvasElement }) => {
    await canvas.findByText(/Up to/);
    const poster = new File(['8BPS'], 'poster.psd', { type: 'image/vnd.adobe.photoshop' });
    const empty = new File([], 'empty.jpg', { type: 'image/jpeg' });
    await choose(canvasElement, [await makePngFile('lake.png'), poster, empty]);
    const dialog = within(await screen.findByRole('alertdialog'));
    await expect(dialog.getByRole('heading')).toHaveTextContent('2 of 3 files cannot be used');
    await waitFor(() => expect(dialog.getByText('poster.psd is not an allowed type.')).toBeVisible());
    await expect(args.onUploadComplete).not.toHaveBeenCalled();
  },
};

export const RefusedByTheServer: Story = {
  parameters: { fake: { uploads: { refuse: 'upload.invalid-image' } } },
  play: async ({ canvas, canvasElement }) => {
    await choose(canvasElement, [await makePngFile('broken.png')]);
    await canvas.findByText(/can not be read/);
    await expect(canvas.queryByRole('button', { name: /Retry/ })).toBeNull();
  },
};

export const Offline: Story = {
  parameters: { fake: { isOffline: true } },
  play: async ({ canvas, canvasElement }) => {
    await choose(canvasElement, [await makePngFile('later.png')]);
    await canvas.findByText('Offline: goes on by itself');
  },
};

const [first, second] = sampleFiles;
const item = (change: Partial<UploadItem> & Pick<UploadItem, 'id' | 'name' | 'state'>): UploadItem => ({
  sizeBytes: 140_000_000,
  sentBytes: 0,
  bytesPerSecond: null,
  error: null,
  media: null,
  uploadId: null,
  previewUrl: null,
  ...change,
});
const everyState: UploadItem[] = [
  item({
    id: '1',
    name: 'market-by-night-0031.tiff',
    state: 'sending',
    sentBytes: 89_600_000,
    bytesPerSecond: 4_200_000,
    previewUrl: sampleFiles[7]?.url ?? null,
  }),
  item({
    id: '2',
    name: 'tower-east-facade.jpg',
    state: 'failed',
    sentBytes: 99_400_000,
    error: new KitError('network', 'The connection was lost.'),
    previewUrl: sampleFiles[4]?.url ?? null,
  }),
  item({ id: '3', name: 'reading-room.jpg', state: 'done', media: first ?? null }),
  item({ id: '4', name: 'coast-copy.jpg', state: 'duplicate', media: second ?? null }),
  item({ id: '5', name: 'interview-take-two-with-a-very-long-name-0001.wav', state: 'waiting' }),
  item({ id: '6', name: 'field-guide.pdf', state: 'finishing', sentBytes: 140_000_000 }),
];

function WithEveryState(args: React.ComponentProps<typeof MediaUpload>) {
  const { stores } = useKit();
  useEffect(() => {
    for (const one of everyState) stores.uploads.getState().put(one);
  }, [stores]);
  return <MediaUpload {...args} />;
}

export const EveryState: Story = {
  render: (args) => <WithEveryState {...args} />,
  play: async ({ canvas }) => {
    await canvas.findByText('1 of 6 done, 2 need you');
    await userEvent.click(canvas.getByRole('button', { name: 'Minimise' }));
    await expect(canvas.queryByText('Duplicate')).toBeNull();
    await userEvent.click(canvas.getByRole('button', { name: 'Show' }));
    await expect(canvas.getByText('Duplicate')).toBeVisible();
  },
};
export const EveryStateDark: Story = { render: EveryState.render, globals: { theme: 'dark' } };
export const EveryStateRightToLeft: Story = { render: EveryState.render, globals: { direction: 'rtl' } };
export const EveryStateOnAPhone: Story = {
  render: EveryState.render,
  ...phone,
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Duplicate')).toBeVisible();
  },
};
