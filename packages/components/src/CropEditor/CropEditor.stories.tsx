import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { longNameFiles, sampleFiles } from '../testing/sample-files.ts';
import { CropPanel } from './CropPanel.tsx';

const fileOf = (title: string) => {
  const file = sampleFiles.find((one) => one.title.startsWith(title));
  if (!file) throw new Error(`The samples have no ${title}.`);
  return file;
};

/** What the CropEditor's dialog holds. */
const meta = {
  title: 'CropEditor',
  component: CropPanel,
  args: {
    file: fileOf('Ridge walker'),
    value: { crop: { x: 0.15, y: 0.17, width: 0.775, height: 0.775 }, focalPoint: { x: 0.62, y: 0.73 } },
    slots: [
      { label: 'Hero', aspect: '16:9' },
      { label: 'Card', aspect: '1:1' },
      { label: 'Story', aspect: '9:16' },
    ],
    onApply: fn(),
    onCancel: fn(),
  },
  decorators: [
    (Story) => (
      <div className="vt" style={{ padding: 24 }}>
        <section className="vt-panel" style={{ maxInlineSize: 600, paddingBlockStart: 16 }}>
          <Story />
        </section>
      </div>
    ),
  ],
} satisfies Meta<typeof CropPanel>;
export default meta;

type Story = StoryObj<typeof meta>;

export const Default: Story = {};

export const Dark: Story = { globals: { theme: 'dark' } };

export const RightToLeft: Story = { globals: { direction: 'rtl' } };

export const Phone: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};

/** The field demands the ratio: it is shown and can not be left. */
export const LockedRatio: Story = { args: { aspect: '16:9', value: {} } };

export const WholePicture: Story = { args: { value: {} } };

export const TallPicture: Story = { args: { file: fileOf('Fog over spruce'), value: {} } };

export const CutOut: Story = { args: { file: fileOf('Leaf cut-out'), value: {} } };

export const LongName: Story = { args: { file: longNameFiles[0] ?? sampleFiles[0], value: {} } };

/** The field needs more pixels than the crop keeps: it can not be applied, and says why. */
export const TooSmall: Story = { args: { minWidth: 8000 } };

export const ByNumbers: Story = {
  args: { value: {}, aspect: '16:9' },
  play: async ({ canvas, args }) => {
    const width = canvas.getByRole('textbox', { name: 'Width' });
    await userEvent.clear(width);
    await userEvent.type(width, '1600{Enter}');
    await userEvent.tab();
    await waitFor(() => expect(canvas.getByRole('textbox', { name: 'Height' })).toHaveValue('900'));
    await userEvent.click(canvas.getByRole('button', { name: 'Apply' }));
    await expect(args.onApply).toHaveBeenCalledOnce();
  },
};

/** The focal point by arrow keys, with Shift in larger steps. */
export const FocalPointByKeyboard: Story = {
  play: async ({ canvas, canvasElement }) => {
    const handle = canvas.getByRole('button', { name: /^Focal point: 62% from the left/ });
    handle.focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{Shift>}{ArrowUp}{/Shift}');
    await within(canvasElement).findByRole('button', { name: /60% from the left, 63% from the top/ });
    await expect(canvas.getByRole('textbox', { name: 'Focal X' })).toHaveValue('60');
  },
};
