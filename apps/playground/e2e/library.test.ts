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

/** Notes from now on of which files a progress bar is shown: small ones are sent before anyone could look. */
async function watchProgress(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { progressSeen: seen });
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll('.vt-up [role="progressbar"], .vt-up progress')) {
        seen.add(bar.getAttribute('aria-label') ?? '');
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}

async function progressSeen(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { progressSeen: Set<string> }).progressSeen].sort());
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
  await watchProgress(page);
  await dropFiles(page, '.vt-target', photographs);
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await expectPage(uploads.getByRole('listitem')).toHaveCount(3);
  await expectPage(uploads.locator('[data-state="done"]')).toHaveCount(3);
  expect(await progressSeen(page)).toEqual(photographs.map(({ name }) => name).sort());
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
  await page.getByRole('button', { name: 'Image: Choose' }).click();
  const picker = page.getByRole('dialog');
  await picker.getByRole('combobox', { name: /search/i }).fill('harbour');
  await tile(page, 'Harbour at dawn').click();
  await expectPage(picker).toBeHidden();
  await page.getByRole('region', { name: 'Image' }).getByLabel('Alt text').fill('Boats, first light');
  await save(page);
  await page.goto(`${site.origin}/pages/${pageId}`);
  const shown = page.getByRole('img', { name: 'Boats, first light' });
  await expectPage(shown).toBeVisible();
  await expectPage(shown).toHaveJSProperty('complete', true);
  // The camera lay on its side: the page shows it upright.
  const { width, height } = await shown.evaluate((img: HTMLImageElement) => ({
    width: img.naturalWidth,
    height: img.naturalHeight,
  }));
  expect(height).toBeGreaterThan(width);

  // The page holds it: deleting is refused, with the page's name and a link to it.
  await page.goto(`${site.origin}/media`);
  await askDelete(page, 'Harbour at dawn');
  const link = page.getByRole('alertdialog').getByRole('link', { name: 'Harbours of the north' });
  await expectPage(link).toHaveAttribute('href', `/pages/${pageId}`);

  // Taken off the page, it can be deleted; it lies in the trash and can be restored.
  await page.goto(`${site.origin}/pages/${pageId}/edit`);
  await page.getByRole('button', { name: 'Remove image' }).click();
  await save(page);
  await page.goto(`${site.origin}/media`);
  await deleteFile(page, 'Harbour at dawn');
  await expectPage(tile(page, 'Harbour at dawn')).toBeHidden();
  await page.getByRole('button', { name: /^Trash/ }).click();
  await page.getByRole('button', { name: 'Restore Harbour at dawn' }).click();
  await expectPage(page.getByRole('button', { name: 'Restore Harbour at dawn' })).toBeHidden();
  await page.getByRole('button', { name: /^All files/ }).click();
  await expectPage(tile(page, 'Harbour at dawn')).toBeVisible();

  // What is looked at stands in the address: a reload keeps it, and the way back shows what was there before.
  const documents = page.getByRole('tab', { name: 'Documents' });
  await documents.click();
  await expectPage(page).toHaveURL(/[?&]kind=document/);
  await page.reload();
  await expectPage(documents).toHaveAttribute('aria-selected', 'true');
  await expectPage(tile(page, 'Press kit')).toBeVisible();
  await page.goBack();
  await expectPage(tile(page, 'Harbour at dawn')).toBeVisible();

  // Dragged with the mouse onto a collection, it is in it, and the database says so.
  const lakes = page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^High lakes/ });
  await tile(page, 'Harbour at dawn').dragTo(lakes);
  await expectPage(
    page.getByRole('region', { name: 'Work' }).getByText('1 file changed: + High lakes'),
  ).toBeVisible();
  await lakes.click();
  await expectPage(tile(page, 'Harbour at dawn')).toBeVisible();
  await expectPage(tile(page, 'Press kit')).toBeHidden();
  expect(problems).toEqual([]);
});

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await expectPage(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function askDelete(page: Page, title: string): Promise<void> {
  await tile(page, title).click();
  await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Delete' }).click();
}

async function deleteFile(page: Page, title: string): Promise<void> {
  await askDelete(page, title);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Move to trash' }).click();
}
