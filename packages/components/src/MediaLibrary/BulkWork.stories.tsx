import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import { makeMediaFiles } from '../testing/make-media-file.ts';
import { row, sized, usedTwice } from './library-stories.ts';
import * as library from './MediaLibrary.stories.tsx';
import { MediaLibrary } from './MediaLibrary.tsx';

/** Many files at once, and what is told of it. */
const meta = {
  title: 'MediaLibrary/Bulk work',
  component: MediaLibrary,
  decorators: library.default.decorators,
  parameters: library.default.parameters,
} satisfies Meta<typeof MediaLibrary>;
export default meta;

type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas'];

const { SeveralChosen, ToReview } = library;
const bar = async (canvas: Canvas) => within(await canvas.findByRole('toolbar', { name: 'Selection' }));
/** Chooses all that match, and opens what can be done with them. */
const wholeThen = async (canvas: Canvas, button?: string) => {
  await userEvent.click((await canvas.findAllByRole('row'))[1] as Element);
  await userEvent.click(await (await bar(canvas)).findByRole('button', { name: /^Select all/ }));
  await expect(await (await bar(canvas)).findByText(/^All [\d,]+ selected/)).toBeVisible();
  if (button) await userEvent.click((await bar(canvas)).getByRole('button', { name: button }));
};

export const DeletingSeveral: Story = {
  ...SeveralChosen,
  play: async (context) => {
    await SeveralChosen.play?.(context);
    await userEvent.click(context.canvas.getByRole('button', { name: 'Trash' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Move to trash' }));
    await waitFor(() => expect(context.canvas.queryByRole('row', { name: /Fog over spruce/ })).toBeNull());
    await expect(await context.canvas.findByText('2 files moved to the trash')).toBeVisible();
    await expect(context.canvas.getByRole('button', { name: 'Undo' })).toBeVisible();
  },
};

/** What is under way when the library is opened: tags that end, search that learns, a merge. */
export const UnderWay: Story = {
  ...sized(1280, 800, {
    tasks: [
      { kind: 'end-tags', done: 500, total: 1100 },
      { kind: 'refresh-index', done: 0, total: 52_000 },
      { kind: 'bulk-merge', done: 3, total: 12 },
    ],
  }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Changing the tags of 1,100 files')).toBeVisible();
    await expect(canvas.getByText('Preparing 52,000 files for search')).toBeVisible();
    await expect(canvas.getByText('Merging 12 files')).toBeVisible();
  },
};
export const UnderWayRightToLeft: Story = {
  ...UnderWay,
  globals: { viewport: { value: 'sized' }, direction: 'rtl' },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('جارٍ دمج الملفات (12)')).toBeVisible();
  },
};

/** Before anything is deleted: which pages use which of the files. */
export const DeletingUsed: Story = {
  ...sized(1280, 800, { uses: usedTwice }),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    for (const name of ['Fog over spruce', 'Alpine lake', 'Dahlia, close']) {
      await userEvent.click((await row(name)).querySelector('.vt-cell-check') as Element);
    }
    await userEvent.click(canvas.getByRole('button', { name: 'Trash' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    const told = await dialog.findByText('2 of 3 files are used and stay');
    // It fades in.
    await waitFor(() => expect(told).toBeVisible());
    await expect(dialog.getByRole('button', { name: 'Move the other one to the trash' })).toBeEnabled();
  },
};
export const DeletingUsedDark: Story = {
  ...DeletingUsed,
  globals: { viewport: { value: 'sized' }, theme: 'dark' },
};
export const DeletingUsedOnAPhone: Story = {
  ...sized(390, 844, { uses: usedTwice, role: 'admin' }),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    for (const name of ['Fog over spruce', 'Alpine lake', 'Dahlia, close']) {
      await userEvent.click((await row(name)).querySelector('.vt-cell-check') as Element);
    }
    await userEvent.click((await bar(canvas)).getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Trash' }));
    await within(await screen.findByRole('alertdialog')).findByText('2 of 3 files are used and stay');
  },
};

/** One more click than the files that are loaded: all that match, without loading them. */
export const AllThatMatch: Story = {
  ...sized(1280, 800, { files: 10_000 }),
  args: { defaultView: 'list' },
  play: ({ canvas }) => wholeThen(canvas),
};
export const BulkTagging: Story = {
  ...SeveralChosen,
  play: async (context) => {
    await SeveralChosen.play?.(context);
    await userEvent.click(context.canvas.getByRole('button', { name: 'Tags' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Tags of 2 files' }));
    await userEvent.type(dialog.getByRole('textbox'), 'cover{Enter}');
    await userEvent.click(await dialog.findByRole('checkbox', { name: /^nature/ }));
    await expect(dialog.getByRole('button', { name: 'Apply' })).toBeEnabled();
  },
};
export const BulkTaggingOnAPhone: Story = {
  ...sized(320, 640),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await userEvent.click((await row('Fog over spruce')).querySelector('.vt-cell-check') as Element);
    await userEvent.click((await bar(canvas)).getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Tags' }));
    await screen.findByRole('dialog', { name: 'Tags of 1 file' });
  },
};
export const BulkCollecting: Story = {
  ...sized(1280, 800, { files: 10_000 }),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await wholeThen(canvas, 'Collection');
    await screen.findByRole('dialog', { name: 'Collections of 10,000 files' });
  },
};
export const BulkEditing: Story = {
  ...SeveralChosen,
  play: async (context) => {
    await SeveralChosen.play?.(context);
    await userEvent.click(context.canvas.getByRole('button', { name: 'Edit' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit 2 files' }));
    await userEvent.type(dialog.getByRole('textbox', { name: 'Credit' }), 'Ann Berg');
    await expect(dialog.getByRole('button', { name: 'Apply' })).toBeEnabled();
  },
};

/** More than a few are a task: it tells how far it is, and can be cancelled. */
export const WorkUnderWay: Story = {
  ...sized(1280, 800, { files: 10_000, workStopsAt: 0.4 }),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await wholeThen(canvas, 'Tags');
    await userEvent.type(await screen.findByRole('textbox', { name: /tag/ }), 'archive{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
    await expect(await canvas.findByText('4,000 of 10,000')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Cancel' })).toBeVisible();
  },
};
export const WorkUnderWayOnAPhone: Story = {
  ...sized(390, 844, { files: 10_000, workStopsAt: 0.4 }),
  args: { defaultView: 'grid' },
  play: async ({ canvas }) => {
    await wholeThen(canvas);
    await userEvent.click((await bar(canvas)).getByRole('button', { name: 'More' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Tags' }));
    await userEvent.type(await screen.findByRole('textbox', { name: /tag/ }), 'archive{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
    await expect(await canvas.findByText('4,000 of 10,000')).toBeVisible();
  },
};

/** What could not be done, file by file and with the reason. */
export const SomeFailed: Story = {
  ...sized(1280, 800, {
    role: 'contributor',
    files: makeMediaFiles(900).map((file, index) => (index < 37 ? { ...file, uploadedBy: null } : file)),
  }),
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await wholeThen(canvas, 'Tags');
    await userEvent.type(await screen.findByRole('textbox', { name: /tag/ }), 'archive{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
    await expect(await canvas.findByText('37 could not be changed')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Show them' }));
    await expect(await screen.findAllByText('Your role does not allow this.')).toHaveLength(37);
  },
};
export const WorkRightToLeft: Story = {
  ...sized(1280, 800, { files: 10_000, workStopsAt: 0.4 }),
  globals: { viewport: { value: 'sized' }, direction: 'rtl' },
  args: { defaultView: 'list' },
  play: async ({ canvas }) => {
    await userEvent.click((await canvas.findAllByRole('row'))[1] as Element);
    await userEvent.click(await canvas.findByRole('button', { name: /^تحديد الكل \(/ }));
    await userEvent.click(canvas.getByRole('button', { name: 'الوسوم' }));
    await userEvent.type(await screen.findByRole('textbox', { name: /وسم/ }), 'archive{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'تطبيق' }));
    await expect(await canvas.findByText('4,000 من 10,000')).toBeVisible();
  },
};

export const Rejecting: Story = {
  ...ToReview,
  play: async (context) => {
    await ToReview.play?.(context);
    const [first] = context.canvas.getAllByRole('row');
    await userEvent.click(first as Element);
    await userEvent.click((await bar(context.canvas)).getByRole('button', { name: 'Reject' }));
    await screen.findByRole('dialog', { name: 'Reject 1 file?' });
  },
};
