/** Draws docs/images again from the built Storybook: `npm run screenshots`, or with names to draw only those. */
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { findChromium } from './find-chromium.ts';
import { type Shot, shots } from './shots.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = path.join(root, 'storybook-static');
const images = path.join(root, 'docs', 'images');

const contentTypes: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const file = path.join(site, path.normalize(pathname));
  try {
    const bytes = await readFile(file);
    response.setHeader('content-type', contentTypes[path.extname(file)] ?? 'application/octet-stream');
    response.end(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    response.writeHead(404).end(error.message);
  }
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The system gave no port.');

const wanted = new Set(process.argv.slice(2));
const browser = await chromium.launch(await findChromium());
try {
  await mkdir(images, { recursive: true });
  for (const shot of shots) {
    if (wanted.size > 0 && !wanted.has(shot.name)) continue;
    await draw(browser, `http://127.0.0.1:${address.port}`, shot);
    console.log(`docs/images/${shot.name}.png`);
  }
} finally {
  await browser.close();
  server.close();
}

async function draw(browser: Browser, origin: string, shot: Shot): Promise<void> {
  const { name, story, width, height, theme = 'light', direction = 'ltr' } = shot;
  const page = await browser.newPage({
    viewport: { width, height: height ?? 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  try {
    const globals = `theme:${theme};direction:${direction}`;
    await page.goto(`${origin}/iframe.html?id=${story}&viewMode=story&globals=${globals}`);
    await page.waitForFunction(() => document.body.classList.contains('sb-show-main'));
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    // A ring around what a story focused would look like part of the design.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    const end = await page.locator('#storybook-root').evaluate((root) => root.getBoundingClientRect().bottom);
    await page.screenshot({
      path: path.join(images, `${name}.png`),
      animations: 'disabled',
      fullPage: height === undefined,
      ...(height === undefined ? { clip: { x: 0, y: 0, width, height: Math.ceil(end) } } : {}),
    });
  } finally {
    await page.close();
  }
}
