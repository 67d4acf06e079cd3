import '@vitrine/components/styles.css';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { lookAlikeFiles, sampleFiles } from '../testing/sample-files.ts';
import { WorkScope } from '../work/WorkScope.tsx';
import { DuplicatesView } from './DuplicatesView.tsx';

async function open(options: FakeOptions = {}) {
  const client = createFakeClient({ files: [...sampleFiles.slice(0, 5), ...lookAlikeFiles], ...options });
  const onOpen = vi.fn();
  const screen = await render(
    <FakeProvider client={client}>
      <WorkScope>
        <div style={{ inlineSize: 900, blockSize: 700, display: 'grid' }}>
          <DuplicatesView onOpen={onOpen} />
        </div>
      </WorkScope>
    </FakeProvider>,
  );
  return { client, screen, onOpen, group: (text: RegExp) => screen.getByRole('group', { name: text }) };
}

test('groups say whether they are the same, and what differs', async () => {
  const { group, onOpen } = await open();
  const near = group(/Look nearly the same/);
  await expect.element(near).toBeVisible();
  await expect.element(group(/The same bytes/)).toBeVisible();
  const differing = [...near.element().querySelectorAll('.vt-twin-differs dt')].map((one) => one.textContent);
  expect(new Set(differing)).toEqual(new Set(['Dimensions', 'Size', 'Used', 'Tags']));
  await near.getByRole('button', { name: 'Fog over spruce (web)' }).click();
  expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ title: 'Fog over spruce (web)' }));
});

test('the one that is chosen is kept, the other one is merged into it, and that is taken back', async () => {
  const { client, screen, group } = await open();
  const near = group(/Look nearly the same/);
  await near.getByRole('radio', { name: /Keep Fog over spruce \(web\)/ }).click();
  await near.getByRole('button', { name: 'Merge 1 file into it' }).click();
  await expect.element(screen.getByText('1 file merged into “Fog over spruce (web)”').first()).toBeVisible();
  await expect.element(near).not.toBeInTheDocument();
  const replaced = () => client.control.files().find(({ title }) => title === 'Fog over spruce')?.replacedBy;
  expect(replaced()).toBe(client.control.files().find(({ title }) => title.endsWith('(web)'))?.id);
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(near).toBeVisible();
  expect(replaced()).toBeNull();
});

test('who may not change files only looks, and nothing to merge is said', async () => {
  const viewer = await open({ role: 'viewer' });
  await expect.element(viewer.group(/The same bytes/)).toBeVisible();
  await expect.element(viewer.screen.getByRole('radio')).not.toBeInTheDocument();
  await viewer.screen.unmount();
  const { screen } = await open({ files: sampleFiles.slice(0, 3) });
  await expect.element(screen.getByRole('heading', { name: 'No duplicates' })).toBeVisible();
});
