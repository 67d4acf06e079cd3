import { type Browser, chromium, type Page } from 'playwright';
import { findChromium } from '../../../scripts/find-chromium.ts';
import type { DrawnFile } from './photographs.ts';

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await findChromium());
}

/** Lets files fall onto an element, as a person does with the mouse. */
export async function dropFiles(page: Page, selector: string, files: readonly DrawnFile[]): Promise<void> {
  const sent = files.map(({ name, mimeType, bytes }) => ({
    name,
    mimeType,
    base64: bytes.toString('base64'),
  }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, mimeType, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
    }
    return data;
  }, sent);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}
