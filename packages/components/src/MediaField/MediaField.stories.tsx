import type { Meta, StoryObj } from '@storybook/react-vite';
import { type MediaValue, mediaField } from '@vitrine/schema';
import { type ComponentType, useState } from 'react';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { dropFiles, holdFiles } from '../testing/drop-files.ts';
import { makePngFile } from '../testing/make-image-file.ts';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { MediaField } from './MediaField.tsx';
import type { SingleFieldProps } from './media-field-props.ts';

/** One or several: a story says which by `multiple`. */
type StoryProps = Omit<SingleFieldProps, 'multiple' | 'value' | 'onChange'> & {
  multiple?: boolean;
  value: MediaValue | readonly MediaValue[] | null;
  onChange: (value: MediaValue | MediaValue[] | null) => void;
};

/** A form that holds what the field says. */
function Form({ multiple, value, onChange, ...props }: StoryProps) {
  const [held, setHeld] = useState(value);
  const change = (next: MediaValue | MediaValue[] | null) => {
    onChange(next);
    setHeld(next);
  };
  if (multiple) {
    return <MediaField {...props} multiple value={held ? [held].flat() : []} onChange={change} />;
  }
  return <MediaField {...props} value={held ? ([held].flat()[0] ?? null) : null} onChange={change} />;
}

const idOf = (title: string) => {
  const file = sampleFiles.find((one) => one.title.startsWith(title));
  if (!file) throw new Error(`The samples have no ${title}.`);
  return file.id;
};
const lake: MediaValue = { mediaId: idOf('Alpine lake'), alt: 'A lake between mountains' };
const several: MediaValue[] = [
  { mediaId: idOf('Fog over spruce'), alt: 'Fog over a wood' },
  { mediaId: idOf('Ridge walker'), alt: 'A walker on a ridge' },
  { mediaId: idOf('Dahlia') },
  { mediaId: idOf('Last light'), decorative: true },
];
const hero = mediaField({
  kind: 'image',
  mimeTypes: ['image/jpeg', 'image/png', 'image/avif'],
  aspect: '16:9',
  minWidth: 1600,
  alt: 'required',
  required: true,
});
const pictures = mediaField({ kind: 'image', multiple: true, maxItems: 6, alt: 'required' });

const meta: Meta<StoryProps> = {
  title: 'MediaField',
  component: MediaField as ComponentType<StoryProps>,
  args: { label: 'Hero picture', limits: hero, value: null, onChange: fn() },
  render: (args) => <Form {...args} />,
  decorators: [
    (Story) => (
      <div className="vt" style={{ maxInlineSize: 584, padding: 24 }}>
        <Story />
      </div>
    ),
  ],
};
export default meta;

type Story = StoryObj<StoryProps>;

const multiple = {
  label: 'Pictures in this story',
  limits: pictures,
  multiple: true,
  value: several,
} as const;
const dark = { globals: { theme: 'dark' } };
const rtl = { globals: { direction: 'rtl' } };
const phone = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

export const Empty: Story = {};

export const Filled: Story = {
  args: { value: lake, description: 'Shown at the top of the article and in social previews.' },
};

export const FilledDark: Story = { ...dark, args: Filled.args };

export const FilledRightToLeft: Story = { ...rtl, args: { ...Filled.args, label: 'الصورة الرئيسية' } };

/** The host found something when it checked the form. */
export const HostError: Story = { args: { errorMessage: 'Choose a picture before you publish.' } };

const fieldIn = (canvasElement: HTMLElement) => canvasElement.querySelector('.vt-media-field') as Element;

/** The file is measured before a byte of it is sent. */
export const TooSmall: Story = {
  play: async ({ canvas, canvasElement }) => {
    dropFiles(fieldIn(canvasElement), await makePngFile('reading-room.png', 1200, 800));
    await canvas.findByText('reading-room.png is 1200 px wide. This field needs at least 1600 px.');
  },
};

export const TooSmallDark: Story = { ...dark, play: TooSmall.play };

export const FilesOverIt: Story = {
  args: { limits: undefined, mediaTypes: ['image'] },
  play: async ({ canvas, canvasElement }) => {
    holdFiles(fieldIn(canvasElement), await makePngFile());
    await canvas.findByText('Drop to upload');
  },
};

export const DroppedAndUploaded: Story = {
  args: { limits: undefined, mediaTypes: ['image'] },
  play: async ({ canvas, canvasElement, args }) => {
    dropFiles(fieldIn(canvasElement), await makePngFile('drawn.png'));
    await canvas.findByText('drawn');
    await expect(args.onChange).toHaveBeenCalledOnce();
  },
};

export const Uploading: Story = {
  args: { limits: undefined },
  parameters: { fake: { uploads: { stuckAt: 0.4 } } },
  play: async ({ canvas, canvasElement }) => {
    dropFiles(
      fieldIn(canvasElement),
      await makePngFile('a-picture-on-its-way-with-a-rather-long-name-v2.png'),
    );
    await canvas.findByRole('progressbar');
  },
};

export const UploadFailed: Story = {
  args: { limits: undefined },
  parameters: { fake: { uploads: { refuse: 'quota.exceeded' } } },
  play: async ({ canvas, canvasElement }) => {
    dropFiles(fieldIn(canvasElement), await makePngFile('drawn.png'));
    await canvas.findByRole('button', { name: 'Retry' });
  },
};

export const AltTextMissing: Story = { args: { value: { mediaId: lake.mediaId } } };

export const AltTextOpen: Story = {
  args: { value: lake },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Alt text' }));
    await expect(canvas.getByRole('textbox', { name: 'Alt text' })).toHaveFocus();
  },
};

export const CropOpen: Story = {
  args: { value: lake, limits: mediaField({ kind: 'image', aspect: '16:9' }) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Crop' }));
    await screen.findByRole('dialog', { name: 'Crop and focal point' });
  },
};

export const AFilm: Story = {
  args: { limits: undefined, mediaTypes: ['video'], label: 'Film', value: { mediaId: idOf('Aurora') } },
};

export const ASound: Story = {
  args: { limits: undefined, mediaTypes: ['audio'], label: 'Sound', value: { mediaId: idOf('Dawn chorus') } },
};

export const Gone: Story = {
  args: { value: { ...lake, mediaId: longNameFiles[0]?.id ?? lake.mediaId } },
  play: async ({ canvas }) => {
    await canvas.findByText('This file is no longer in the library');
  },
};

export const Loading: Story = { args: { value: lake }, parameters: { fake: { hang: true } } };

export const LoadFailed: Story = {
  args: { value: lake },
  parameters: { fake: { fail: 'internal' } },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: 'Retry' }, { timeout: 10_000 });
  },
};

export const ReadOnly: Story = { args: { value: lake, mode: 'read-only' } };

export const ReadOnlyEmpty: Story = { args: { mode: 'read-only' } };

export const Compact: Story = { args: { value: lake }, globals: { density: 'compact' } };

export const LongName: Story = {
  parameters: { fake: { files: longNameFiles } },
  args: { limits: undefined, value: { mediaId: longNameFiles[1]?.id ?? lake.mediaId } },
};

export const Several: Story = { args: { ...multiple } };

export const SeveralDark: Story = { ...dark, args: Several.args };

export const SeveralRightToLeft: Story = { ...rtl, args: { ...multiple, label: 'صور هذه القصة' } };

export const SeveralPhone: Story = { ...phone, args: Several.args };

export const SeveralEmpty: Story = { args: { ...multiple, value: [] } };

export const SeveralFull: Story = {
  args: { ...multiple, limits: mediaField({ kind: 'image', multiple: true, maxItems: 4 }) },
};

export const SeveralReadOnly: Story = { args: { ...multiple, mode: 'read-only' } };

export const SeveralLongNames: Story = {
  parameters: { fake: { files: longNameFiles } },
  args: { ...multiple, value: longNameFiles.map(({ id }) => ({ mediaId: id })) },
};

/** Space lifts, arrows move, Space drops; React Aria says aloud where it is. */
export const OrderByKeyboard: Story = {
  args: Several.args,
  play: async ({ canvas, canvasElement, args }) => {
    const grips = await canvas.findAllByRole('button', { name: /^Move / });
    const names = () =>
      [...canvasElement.querySelectorAll('.vt-sort-item .vt-name')].map((one) => one.getAttribute('title'));
    await waitFor(() => expect(names()[0]).toBe('fog-over-spruce.jpg'));
    grips[0]?.focus();
    await userEvent.keyboard(' ');
    await within(document.body).findByText(/Started dragging/);
    await userEvent.keyboard('{ArrowDown}');
    await userEvent.keyboard(' ');
    await waitFor(() => expect(args.onChange).toHaveBeenCalled());
    await expect(names()[1]).toBe('fog-over-spruce.jpg');
  },
};
