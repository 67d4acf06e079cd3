import type { MediaFile } from '@vitrine/schema';
import { vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleFiles } from '../testing/sample-files.ts';
import { MediaDetails, type MediaDetailsProps } from './MediaDetails.tsx';

export const lake = sampleFiles.find(({ title }) => title === 'Alpine lake at noon') as MediaFile;

/** For tests: the details of the lake over a library in memory. */
export async function openDetails(options: FakeOptions = {}, props: Partial<MediaDetailsProps> = {}) {
  const client = createFakeClient(options);
  const onDeleted = vi.fn();
  const screen = await render(
    <FakeProvider client={client}>
      <MediaDetails mediaId={lake.id} onDeleted={onDeleted} {...props} />
    </FakeProvider>,
  );
  const now = () => client.control.files().find(({ id }) => id === lake.id) as MediaFile;
  return { client, screen, onDeleted, now };
}
