import '@vitrine/components/styles.css';
import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { defaultParams } from '../MediaBrowser/browser-params.ts';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleFiles } from '../testing/sample-files.ts';
import { StatsPage } from './StatsPage.tsx';

async function open(options: FakeOptions) {
  await page.viewport(1280, 800);
  const client = createFakeClient(options);
  const [onOpen, onShow] = [vi.fn(), vi.fn()];
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ display: 'grid', blockSize: '800px' }}>
        <StatsPage onOpen={onOpen} onShow={onShow} />
      </div>
    </FakeProvider>,
  );
  const part = (name: string) => screen.getByRole('region', { name, exact: true });
  return { client, screen, part, onOpen, onShow };
}

test('an admin sees totals, kinds, growth as a plot and as a table, and what a clean-up would take', async () => {
  const { screen, part } = await open({ role: 'admin' });
  await expect.element(screen.getByText('Files').first()).toBeVisible();
  await expect.element(part('By kind').getByRole('row', { name: /^Images \d+/ })).toBeVisible();
  const plot = part('Growth').getByRole('img', { name: /The most came in November 2026: \d+ files/ });
  await expect.element(plot).toBeVisible();
  expect(plot.element().querySelectorAll('.vt-stats-bar')).toHaveLength(12);
  await part('Growth').getByText('The same as a table').click();
  await expect.element(part('Growth').getByRole('row', { name: /^November 2026 \d+ files/ })).toBeVisible();
  await expect.element(part('Used nowhere').getByText(/^A clean-up would take \d+ files/)).toBeVisible();
  await expect.element(part('Storage by namespace')).not.toBeInTheDocument();
});

test('growth can be seen by day and by size', async () => {
  const { part } = await open({ role: 'admin' });
  const plot = part('Growth').getByRole('img');
  await expect.element(plot).toBeVisible();
  await part('Growth')
    .getByRole('button', { name: /Periods/ })
    .click();
  await page.getByRole('option', { name: 'By day' }).click();
  await vi.waitFor(() => expect(plot.element().querySelectorAll('.vt-stats-bar')).toHaveLength(30));
  await part('Growth')
    .getByRole('button', { name: /What is counted/ })
    .click();
  await page.getByRole('option', { name: 'Size' }).click();
  await expect.element(part('Growth').getByRole('img', { name: /\d [kMG]B\.$/ })).toBeVisible();
});

test('an editor sees no growth, and comes from a list to its files', async () => {
  const { part, onOpen, onShow } = await open({ role: 'editor' });
  const biggest = [...sampleFiles].sort((a, b) => b.sizeBytes - a.sizeBytes)[0];
  await part('Biggest')
    .getByRole('button', { name: new RegExp(`^${biggest?.title}`) })
    .click();
  expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: biggest?.id }));
  await expect.element(part('Growth')).not.toBeInTheDocument();
  await part('Used nowhere')
    .getByRole('button', { name: /^Show all/ })
    .click();
  expect(onShow).toHaveBeenCalledWith({ ...defaultParams, sort: '-sizeBytes', filters: { isUsed: false } });
});

test('a part that could not be loaded can be asked for again, and the others are there', async () => {
  const { client, part } = await open({
    role: 'admin',
    fail: (path) => (path === 'stats.growth' ? 'internal' : null),
  });
  await expect.element(part('By kind')).toBeVisible();
  await expect.element(part('Growth').getByText('This could not be loaded.')).toBeVisible();
  client.control.setFail(undefined);
  await part('Growth').getByRole('button', { name: 'Retry' }).click();
  await expect.element(part('Growth').getByRole('img')).toBeVisible();
});

test('an empty library says so', async () => {
  const { screen } = await open({ isEmpty: true });
  await expect.element(screen.getByRole('heading', { name: 'The library is empty' })).toBeVisible();
});
