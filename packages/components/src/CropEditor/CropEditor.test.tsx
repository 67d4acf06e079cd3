import '@vitrine/components/styles.css';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { FakeProvider } from '../testing/FakeProvider.tsx';
import { makeMediaFile } from '../testing/make-media-file.ts';
import { CropPanel, type CropPanelProps } from './CropPanel.tsx';

const file = makeMediaFile({ seed: 1, width: 4000, height: 2000, focalPoint: { x: 0.5, y: 0.5 } });

async function open(props: Partial<CropPanelProps> = {}) {
  const onApply = vi.fn<CropPanelProps['onApply']>();
  const onCancel = vi.fn();
  const screen = await render(
    <FakeProvider>
      <CropPanel file={file} value={{}} onApply={onApply} onCancel={onCancel} {...props} />
    </FakeProvider>,
  );
  const apply = async () => {
    await screen.getByRole('button', { name: 'Apply' }).click();
    return onApply.mock.calls.at(-1)?.[0];
  };
  return { screen, onApply, onCancel, apply };
}

test('stores nothing where nothing was changed', async () => {
  const { apply } = await open();
  expect(await apply()).toEqual({ crop: undefined, focalPoint: undefined });
});

test('cuts to a ratio around the middle', async () => {
  const { apply, screen } = await open();
  await screen.getByRole('radio', { name: '1:1' }).click();
  expect((await apply())?.crop).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
});

test('holds the ratio that the field demands', async () => {
  const { apply, screen } = await open({ aspect: '1:1' });
  await expect.element(screen.getByText('1:1, set by the field')).toBeVisible();
  expect(screen.getByRole('radio').elements()).toHaveLength(0);
  await screen.getByRole('textbox', { name: 'Width' }).fill('1000');
  await userEvent.tab();
  await expect.element(screen.getByRole('textbox', { name: 'Height' })).toHaveValue('1000');
  expect((await apply())?.crop).toMatchObject({ width: 0.25, height: 0.5 });
});

test('takes the focal point by numbers and by arrow keys', async () => {
  const { apply, screen } = await open();
  await screen.getByRole('textbox', { name: 'Focal X' }).fill('62');
  await userEvent.tab();
  screen
    .getByRole('button', { name: /^Focal point: 62% from the left/ })
    .element()
    .focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect((await apply())?.focalPoint).toEqual({ x: 0.62, y: 0.52 });
});

test('takes the focal point by dragging', async () => {
  const { apply, screen } = await open();
  const handle = screen.getByRole('button', { name: /^Focal point/ });
  const box = handle.element().getBoundingClientRect();
  const at = (x: number, y: number) => ({
    bubbles: true,
    pointerId: 1,
    clientX: box.x + box.width / 2 + x,
    clientY: box.y + box.height / 2 + y,
  });
  const capture = vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue();
  const captured = vi.spyOn(HTMLElement.prototype, 'hasPointerCapture').mockReturnValue(true);
  handle.element().dispatchEvent(new PointerEvent('pointerdown', at(0, 0)));
  handle.element().dispatchEvent(new PointerEvent('pointermove', at(40, 0)));
  capture.mockRestore();
  captured.mockRestore();
  expect((await apply())?.focalPoint?.x).toBeGreaterThan(0.5);
});

test('moves the crop by arrow keys', async () => {
  const crop = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
  const { apply, screen } = await open({ value: { crop } });
  screen.getByRole('group', { name: 'Crop. Arrow keys move it.' }).element().focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  const moved = (await apply())?.crop;
  expect(moved?.x).toBeGreaterThan(0.25);
  expect(moved?.width).toBeCloseTo(0.5);
});

test('goes back to the whole picture', async () => {
  const { apply, screen } = await open({ value: { crop: { x: 0, y: 0, width: 0.5, height: 0.5 } } });
  await screen.getByRole('button', { name: 'Reset' }).click();
  expect((await apply())?.crop).toBeUndefined();
});

test('is not applied while it keeps fewer pixels than the field needs', async () => {
  const crop = { x: 0, y: 0, width: 0.25, height: 0.25 };
  const { screen, onApply } = await open({ value: { crop }, minWidth: 1600 });
  await expect
    .element(screen.getByText('The crop is 1,000 px wide. This field needs at least 1,600 px.'))
    .toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Apply' })).toBeDisabled();
  expect(onApply).not.toHaveBeenCalled();
});

test('shows each of the host’s places as the page will', async () => {
  const { screen } = await open({
    slots: [
      { label: 'Hero', aspect: '16:9' },
      { label: 'Story', aspect: '9:16' },
    ],
  });
  const frames = () =>
    [...screen.container.querySelectorAll('.vt-slot .vt-image')].map((frame) => {
      const { width, height } = frame.getBoundingClientRect();
      return Math.round((width / height) * 100) / 100;
    });
  await expect.poll(frames).toEqual([1.78, 0.56]);
});
