import '@vitrine/components/styles.css';
import type { Tag, TagId } from '@vitrine/schema';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeClient } from '../testing/create-fake-client.ts';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { sampleTags } from '../testing/sample-files.ts';
import { toggled } from './filter-query.ts';
import { TagFilter } from './TagFilter.tsx';

const tagOf = (name: string) => sampleTags.find((tag) => tag.name === name) as Tag;
const under =
  (above: string, ...names: string[]) =>
  (tag: Tag) =>
    names.includes(tag.name) ? { ...tag, parentId: tagOf(above).id } : tag;
const many = Array.from({ length: 8 }, (_, index) => ({
  ...tagOf('city'),
  id: `01920004-0000-7000-8000-0000000001${10 + index}` as TagId,
  name: `rare ${index}`,
}));

async function open({ chosen: first = [] as string[], more = [] as Tag[] } = {}) {
  const tags = [...sampleTags.map(under('nature', 'lake', 'forest')).map(under('lake', 'alps')), ...more];
  function Owner() {
    const [chosen, setChosen] = useState<readonly string[]>(first);
    return (
      <div style={{ inlineSize: 240 }}>
        <TagFilter chosen={chosen} onToggle={({ id }) => setChosen(toggled(chosen, id))} />
      </div>
    );
  }
  const screen = await render(
    <FakeProvider client={createFakeClient({ tags })}>
      <Owner />
    </FakeProvider>,
  );
  const box = (name: RegExp) => screen.getByRole('checkbox', { name });
  await expect.element(box(/^nature/)).toBeInTheDocument();
  return { screen, box };
}

test('a tag with others below it opens and closes, and says that it finds those too', async () => {
  const { screen, box } = await open();
  await expect.element(box(/^lake/)).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Show what lies in nature' }).click();
  await expect.element(box(/^lake/)).toBeInTheDocument();
  await expect.element(box(/^alps/)).not.toBeInTheDocument();
  await expect.element(box(/^nature and the tags below it about \d+$/)).toBeInTheDocument();
  await expect.element(box(/^forest 1$/)).toBeInTheDocument();
  await screen.getByRole('button', { name: 'Show what lies in nature' }).click();
  await expect.element(box(/^lake/)).not.toBeInTheDocument();
});

test('what is chosen is seen, however deep it lies', async () => {
  const { screen, box } = await open({ chosen: [tagOf('alps').id] });
  await expect.element(box(/^alps/)).toBeChecked();
  await userEvent.click(screen.getByText('nature'));
  await expect.element(box(/^nature/)).toBeChecked();
});

test('one of many tags is found by a word of it', async () => {
  const { screen, box } = await open({ more: many });
  await expect.element(box(/^rare 5/)).not.toBeInTheDocument();
  const field = screen.getByRole('textbox', { name: 'Find a tag to filter by' });
  await field.fill('RÀRE 5');
  await expect.element(box(/^rare 5/)).toBeInTheDocument();
  await expect.element(box(/^nature/)).not.toBeInTheDocument();
  await field.fill('alp');
  await expect.element(box(/^alps/)).toBeInTheDocument();
  await field.fill('nothing like it');
  await expect.element(screen.getByText('There is no such tag.')).toBeVisible();
});
