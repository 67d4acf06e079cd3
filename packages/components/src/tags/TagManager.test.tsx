import '@vitrine/components/styles.css';
import type { Tag } from '@vitrine/schema';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { trpc } from '../provider/trpc.ts';
import { createFakeClient, type FakeOptions } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleTags } from '../testing/sample-files.ts';
import { WorkNotices } from '../work/WorkNotices.tsx';
import { WorkShell } from '../work/WorkScope.tsx';
import { TagManager } from './TagManager.tsx';

const tagOf = (name: string) => sampleTags.find((tag) => tag.name === name) as Tag;
/** lake and alps lie under nature; one tag is on no file. */
const nested: Tag[] = [
  ...sampleTags.map((tag) =>
    ['lake', 'alps'].includes(tag.name) ? { ...tag, parentId: tagOf('nature').id } : tag,
  ),
  { ...tagOf('city'), id: '01920004-0000-7000-8000-0000000000ff' as Tag['id'], name: 'old', slug: 'old' },
];

async function open({
  tasks = [],
  around = (manager) => manager,
}: Pick<FakeOptions, 'tasks'> & { around?: (manager: ReactNode) => ReactNode } = {}) {
  const client = createFakeClient({ tags: nested, tasks });
  const onShow = vi.fn();
  const screen = await render(
    <FakeProvider client={client}>
      <div style={{ inlineSize: 900, blockSize: 600, display: 'grid' }}>
        {around(<TagManager onShow={onShow} />)}
      </div>
    </FakeProvider>,
  );
  const row = (name: string) => screen.getByRole('row', { name, exact: true });
  await expect.element(row('nature')).toBeVisible();
  const tags = async () => new Map((await client.trpc.tags.list.query({})).map((tag) => [tag.name, tag]));
  const act = async (name: string, deed: string) => {
    await screen.getByRole('button', { name: `More actions for ${name}` }).click();
    await screen.getByRole('menuitem', { name: deed }).click();
  };
  return { client, screen, row, tags, act, onShow };
}

test('the tree says what lies where and how many files carry it, and is opened and closed by keyboard', async () => {
  const { row } = await open();
  await expect.element(row('lake')).toHaveAttribute('aria-level', '2');
  await expect.element(row('nature').getByText('6')).toBeVisible();
  (row('nature').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(row('lake')).not.toBeInTheDocument();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(row('lake')).toBeVisible();
});

test('tags are looked for by word and by being unused, and what lies above is shown with them', async () => {
  const { screen, row } = await open();
  await screen.getByRole('textbox', { name: 'Find a tag' }).fill('LÁKE');
  await expect.element(row('city')).not.toBeInTheDocument();
  await expect.element(row('nature')).toBeVisible();
  await expect.element(row('lake')).toBeVisible();
  await screen.getByRole('textbox', { name: 'Find a tag' }).fill('');
  await userEvent.click(screen.getByRole('switch').element().closest('label') as Element);
  await expect.element(row('old')).toBeVisible();
  await expect.element(row('nature')).not.toBeInTheDocument();
});

test('a tag is renamed, described and put under another one; a name that is taken is refused', async () => {
  const { screen, row, tags, act } = await open();
  await act('garden', 'Edit');
  const name = screen.getByRole('textbox', { name: 'Name' });
  await name.fill('city');
  await screen.getByRole('button', { name: 'Save' }).click();
  await expect.element(screen.getByText('There is a tag city already.')).toBeVisible();
  await name.fill('gardens');
  await screen.getByRole('button', { name: /Lies under/ }).click();
  await screen.getByRole('option', { name: 'nature' }).click();
  await screen.getByRole('button', { name: 'Save' }).click();
  await expect.element(row('gardens')).toHaveAttribute('aria-level', '2');
  expect((await tags()).get('gardens')?.parentId).toBe(tagOf('nature').id);
});

test('several tags become one, and it is said how many files that changes', async () => {
  const { screen, row, tags } = await open();
  for (const name of ['city', 'forest'])
    await userEvent.click(row(name).element().querySelector('label') as Element);
  await screen.getByRole('button', { name: 'Merge' }).click();
  await expect.element(screen.getByText(/^1 file will carry “city” instead/)).toBeVisible();
  await screen.getByRole('alertdialog').getByRole('button', { name: 'Merge' }).click();
  await expect.element(row('forest')).not.toBeInTheDocument();
  expect((await tags()).get('city')?.usageCount).toBe(3);
});

test('after tags changed everything that shows or counts them is asked again, and long work of it is told', async () => {
  const { screen, client, row, act } = await open({
    tasks: [{ kind: 'end-tags', done: 500, total: 1100 }],
    around: (manager) => (
      <WorkShell>
        <Facets />
        {manager}
        <WorkNotices />
      </WorkShell>
    ),
  });
  await expect.element(screen.getByText('city 2', { exact: true })).toBeVisible();
  await act('city', 'Delete');
  await screen.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect.element(row('city')).not.toBeInTheDocument();
  await expect.element(screen.getByText('city 2', { exact: true })).not.toBeInTheDocument();
  await expect.element(screen.getByText('Changing the tags of 1,100 files')).toBeVisible();
  expect(client.control.calls.filter((path) => path === 'search.facets').length).toBeGreaterThan(1);
});

/** What the filter panel counts. */
function Facets() {
  const { data } = trpc.search.facets.useQuery({});
  return (
    <p>
      {data?.tags.map(({ name, count }) => (
        <span key={name}>{`${name} ${count}`}</span>
      ))}
    </p>
  );
}

test('a tag is deleted, and another one takes its place', async () => {
  const { screen, row, tags, act } = await open();
  await act('city', 'Delete');
  await expect.element(screen.getByText('It is taken off 2 files.')).toBeVisible();
  await screen.getByRole('button', { name: /Its files carry instead/ }).click();
  await screen.getByRole('option', { name: 'old' }).click();
  await screen.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect.element(row('city')).not.toBeInTheDocument();
  expect((await tags()).get('old')?.usageCount).toBe(2);
});

test('from a tag one goes to its files', async () => {
  const { act, onShow } = await open();
  await act('lake', 'Show its files');
  expect(onShow).toHaveBeenCalledWith(expect.objectContaining({ name: 'lake' }));
});
