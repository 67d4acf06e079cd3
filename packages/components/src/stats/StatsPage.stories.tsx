import type { Meta, StoryObj } from '@storybook/react-vite';
import type { NamespaceId } from '@vitrine/schema';
import { expect, fn, userEvent } from 'storybook/test';
import { KitError } from '../provider/kit-error.ts';
import { testId } from '../testing/make-media-file.ts';
import { sampleFiles } from '../testing/sample-files.ts';
import { StatsPage } from './StatsPage.tsx';
import { type Answer, StatsView } from './StatsView.tsx';

/** What the library holds, how it grew and what could go. Growth is for admins, storage by namespace for the operator. */
const meta = {
  title: 'MediaLibrary/Statistics',
  component: StatsPage,
  args: { onOpen: fn(), onShow: fn() },
  decorators: [
    (Story) => (
      <div style={{ blockSize: '100vh', display: 'grid', container: 'vt / inline-size' }}>
        <Story />
      </div>
    ),
  ],
  parameters: { fake: { role: 'admin' } },
} satisfies Meta<typeof StatsPage>;
export default meta;
type Story = StoryObj<typeof meta>;

const there = <Data,>(data: Data): Answer<Data> => ({ data, error: null, retry: fn() });
const failed = {
  data: undefined,
  error: new KitError('internal', 'The server could not do this.'),
  retry: fn(),
};
const few = there({ files: sampleFiles.slice(0, 5), total: { value: 1284, isExact: true } });
const months = Array.from({ length: 12 }, (_, index) => ({
  from: new Date(Date.UTC(2025, 11 + index, 1)).toISOString().slice(0, 10),
  fileCount: [120, 80, 0, 310, 460, 290, 510, 640, 380, 220, 905, 430][index] ?? 0,
  totalSizeBytes: (index + 1) * 3.4e9,
  filesByType: { image: 0, video: 0, audio: 0, document: 0 },
}));
const namespace = (number: number, name: string, fileCount: number) => ({
  namespaceId: testId(7, number) as NamespaceId,
  slug: name.toLowerCase(),
  name,
  fileCount,
  totalSizeBytes: fileCount * 4.2e6,
  averageSizeBytes: 4.2e6,
  imageCount: fileCount,
  videoCount: 0,
  audioCount: 0,
  documentCount: 0,
});

export const ForAdmins: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('img', { name: /^Bars, one a period/ })).toBeVisible();
    await userEvent.click(canvas.getByText('The same as a table'));
    await expect(await canvas.findByRole('columnheader', { name: 'Period' })).toBeVisible();
  },
};
export const Dark: Story = { globals: { theme: 'dark' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
export const ForEditors: Story = { parameters: { fake: { role: 'editor' } } };
export const Empty: Story = { parameters: { fake: { isEmpty: true } } };
export const Loading: Story = { parameters: { fake: { hang: true } } };
export const Failed: Story = { parameters: { fake: { fail: 'internal' } } };
export const Narrow: Story = {
  parameters: {
    viewport: { options: { phone: { name: 'Phone', styles: { width: '320px', height: '640px' } } } },
  },
  globals: { viewport: { value: 'phone' } },
};
/** All that there can be, and a part that could not be loaded. */
export const ForOperators: Story = {
  render: ({ onOpen }) => (
    <StatsView
      overview={there({
        totalFiles: 4345,
        totalSizeBytes: 18.2e9,
        filesByType: { image: 3900, video: 120, audio: 25, document: 300 },
        bytesByType: { image: 9.1e9, video: 8.6e9, audio: 0.2e9, document: 0.3e9 },
        trashedFiles: 12,
        recentUploads: 48,
      })}
      growth={there({ periods: months, refreshedAt: '2026-11-22T05:00:00.000Z' })}
      by="month"
      onBy={fn()}
      recent={few}
      biggest={few}
      unused={failed}
      cleanUp={undefined}
      storage={there({
        namespaces: [namespace(1, 'Northfield Review', 4345), namespace(2, 'A smaller site', 310)],
        refreshedAt: '2026-11-22T05:00:00.000Z',
      })}
      onOpen={onOpen}
      onShow={fn()}
    />
  ),
};
