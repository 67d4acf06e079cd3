import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { expect as expectPage } from 'playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles, openBrowser } from './open-browser.ts';
import { drawAnimatedGif, drawRotatedJpeg, drawTransparentPng } from './photographs.ts';
import { type RunningSite, startSite } from './running-site.ts';

let site: RunningSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** A page that fails the test when anything on it throws or is logged as an error. */
async function openPage(path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${site.origin}${path}`);
  return { page, problems };
}

const tile = (page: Page, name: string) => page.getByRole('row', { name }).first();

test('a picture goes from the desktop onto a page, is held by it, and comes back from the trash', async () => {
  const photographs = await Promise.all([
    drawRotatedJpeg('harbour-at-dawn.jpg'),
    drawTransparentPng('green-disc.png'),
    drawAnimatedGif('three-colours.gif'),
  ]);
  const { page, problems } = await openPage('/media');

  // Dropped, each shows how far it is and ends as done; its picture appears without a reload.
  await expectPage(tile(page, 'Fog')).toBeVisible();
  await dropFiles(page, '.vt-target', photographs);
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await expectPage(uploads.getByRole('listitem')).toHaveCount(3);
  await expectPage(uploads.getByText('Done')).toHaveCount(3);
  for (const title of ['Harbour at dawn', 'Green disc', 'Three colours']) {
    const picture = tile(page, title).locator('img').first();
    await expectPage(picture).toHaveAttribute('src', /\/i\//);
    await expectPage(picture).toHaveJSProperty('complete', true);
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  }

  // Chosen into a page by its picker, saved, and still there after a reload.
  const pageId = randomUUID();
  await page.goto(`${site.origin}/pages/${pageId}/edit`);
  await page.getByLabel('Title', { exact: true }).fill('Harbours of the north');
  await page.getByRole('button', { name: 'Add image' }).click();
  await page.getByRole('group', { name: /image/i }).getByRole('button', { name: 'Choose' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('harbour');
  await tile(page, 'Harbour at dawn').click();
  await expectPage(dialog).toBeHidden();
  await page.getByLabel('Alt text').fill('Boats in a harbour, first light');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectPage(page.getByText('Saved')).toBeVisible();
  await page.goto(`${site.origin}/pages/${pageId}`);
  const shown = page.getByRole('img', { name: 'Boats in a harbour, first light' });
  await expectPage(shown).toBeVisible();
  const size = await shown.evaluate((img: HTMLImageElement) => ({ width: img.naturalWidth, height: img.naturalHeight }));
  expect(size.height).toBeGreaterThan(size.width);

  // The page holds it: deleting is refused, with the page's name and a link to it.
  await page.goto(`${site.origin}/media`);
  await tile(page, 'Harbour at dawn').click();
  await page.getByRole('button', { name: /delete|trash/i }).last().click();
  await page.getByRole('alertdialog').getByRole('button', { name: /trash/i }).click();
  const refusal = page.getByRole('alertdialog');
  await expectPage(refusal.getByRole('link', { name: 'Harbours of the north' })).toHaveAttribute('href', `/pages/${pageId}`);

  // Taken off the page, it can be deleted; it lies in the trash and can be restored.
  await page.goto(`${site.origin}/pages/${pageId}/edit`);
  await page.getByRole('button', { name: 'Remove image' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expectPage(page.getByText('Saved')).toBeVisible();
  await page.goto(`${site.origin}/media`);
  await tile(page, 'Harbour at dawn').click();
  await page.getByRole('button', { name: /delete|trash/i }).last().click();
  await page.getByRole('alertdialog').getByRole('button', { name: /trash/i }).click();
  await expectPage(tile(page, 'Harbour at dawn')).toBeHidden();
  await page.getByRole('button', { name: /^Trash/ }).click();
  await expectPage(page.getByText('Harbour at dawn')).toBeVisible();
  await page.getByRole('button', { name: /restore.*harbour at dawn/i }).click();
  await expectPage(page.getByText('Harbour at dawn')).toBeHidden();
  await page.goto(`${site.origin}/media`);
  await expectPage(tile(page, 'Harbour at dawn')).toBeVisible();
  expect(problems).toEqual([]);
});
