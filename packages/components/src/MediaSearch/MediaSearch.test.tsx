import '@vitrine/components/styles.css';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { MediaSearch, type MediaSearchProps } from './MediaSearch.tsx';

async function open(props: Partial<MediaSearchProps> = {}) {
  const onSearch = vi.fn();
  function Owner() {
    const [value, setValue] = useState(props.value ?? '');
    return <MediaSearch onSearch={onSearch} {...props} value={value} onChange={setValue} />;
  }
  const screen = await render(
    <FakeProvider>
      <Owner />
    </FakeProvider>,
  );
  return { screen, onSearch, field: screen.getByRole('combobox', { name: 'Search media files…' }) };
}

test('asks once, after the last letter', async () => {
  const { field, onSearch } = await open();
  await userEvent.type(field, 'lake');
  await vi.waitFor(() => expect(onSearch).toHaveBeenCalled());
  expect(onSearch.mock.calls).toEqual([['lake']]);
});

test('Enter asks at once', async () => {
  const { field, onSearch } = await open({ value: 'lake' });
  await field.click();
  await userEvent.keyboard('{Enter}');
  expect(onSearch.mock.calls).toEqual([['lake']]);
});

test('earlier searches are offered while it is empty, suggestions while one types', async () => {
  const { screen, field, onSearch } = await open({ history: ['forest'], suggestions: ['lake', 'lakeside'] });
  await field.click();
  await expect.element(screen.getByRole('listbox', { name: 'Recent searches' })).toBeVisible();
  await userEvent.type(field, 'la');
  await screen.getByRole('option', { name: 'lakeside' }).click();
  expect(onSearch).toHaveBeenLastCalledWith('lakeside');
  await expect.element(field).toHaveValue('lakeside');
  await expect.element(screen.getByRole('listbox')).not.toBeInTheDocument();
});

test('Escape closes the list, then empties the field, then is left to the dialog around it', async () => {
  const heard = vi.fn();
  const { screen, field } = await open({ value: 'la', suggestions: ['lake'] });
  await field.click();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('listbox')).not.toBeInTheDocument();
  await expect.element(field).toHaveValue('la');
  await userEvent.keyboard('{Escape}');
  await expect.element(field).toHaveValue('');
  screen.container.addEventListener('keydown', heard);
  await userEvent.keyboard('{Escape}');
  expect(heard).toHaveBeenCalledOnce();
});

test('the clear button empties it and keeps the focus', async () => {
  const { screen, field, onSearch } = await open({ value: 'lake' });
  await screen.getByRole('button', { name: 'Clear search' }).click();
  await expect.element(field).toHaveValue('');
  await expect.element(field).toHaveFocus();
  expect(onSearch).toHaveBeenLastCalledWith('');
});

test('an operator becomes a chip when it is complete, and the words beside it stay', async () => {
  const { screen, field, onSearch } = await open();
  await userEvent.type(field, 'lake tag:nature ');
  await expect.element(screen.getByRole('button', { name: 'Remove tag:nature' })).toBeVisible();
  await expect.element(field).toHaveValue('lake ');
  await vi.waitFor(() => expect(onSearch).toHaveBeenLastCalledWith('tag:nature lake '));
});

test('while an operator is being written, nothing is asked for it', async () => {
  const { screen, field, onSearch } = await open();
  await userEvent.type(field, 'lake type:im');
  await vi.waitFor(() => expect(onSearch).toHaveBeenLastCalledWith('lake '));
  await userEvent.keyboard('{Enter}');
  expect(onSearch).toHaveBeenLastCalledWith('lake type:im');
  await expect.element(screen.getByText(/is one of image, video/)).toBeVisible();
});

test('Backspace at the beginning takes the last chip away, Delete the one in focus, a press any', async () => {
  const { screen, field, onSearch } = await open({ value: 'tag:a tag:b tag:c lake' });
  await field.click();
  await userEvent.keyboard('{Home}{Backspace}');
  expect(onSearch).toHaveBeenLastCalledWith('tag:a tag:b lake');
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(screen.getByRole('button', { name: 'Remove tag:b' })).toHaveFocus();
  await userEvent.keyboard('{ArrowLeft}{Delete}');
  expect(onSearch).toHaveBeenLastCalledWith('tag:b lake');
  await screen.getByRole('button', { name: 'Remove tag:b' }).click();
  expect(onSearch).toHaveBeenLastCalledWith('lake');
  await expect.element(field).toHaveFocus();
});

test('what cannot be read is named where it stands, once it is written', async () => {
  const { screen, field } = await open();
  await userEvent.type(field, 'size:huge');
  await expect.element(screen.getByText(/is a number or a range/)).not.toBeInTheDocument();
  await userEvent.type(field, ' lake');
  await expect.element(screen.getByText('size:huge')).toBeVisible();
  await expect
    .element(screen.getByRole('status').filter({ hasText: 'is a number or a range' }))
    .toBeVisible();
});

test('operators are completed step by step, by keyboard', async () => {
  const { screen, field, onSearch } = await open();
  await userEvent.type(field, 'orie');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(field).toHaveValue('orientation:');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Remove orientation:portrait' })).toBeVisible();
  expect(onSearch).toHaveBeenLastCalledWith('orientation:portrait ');
});
