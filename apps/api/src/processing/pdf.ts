import { readFile, stat } from 'node:fs/promises';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { cleanText, maxTextLength } from './clean-text.ts';
import type { ReadFile, ReadFileInput, RenderedPixels } from './decode-jobs.ts';
import { checkPages, maxReadBytes } from './limits.ts';
import { packageVersion } from './package-version.ts';
import { unreadFile } from './processed-file.ts';
import { toolVersion } from './raster-loaders.ts';
import type { RenditionRecipe } from './recipes.ts';
import { fromPixels, largestSide, renderPixels } from './render-pixels.ts';

/** Points to pixels: more than this only enlarges. */
const maxScale = 4;
/** The clock time in which words are gathered; the rest of a book is not searched. */
const textBudgetMs = 2000;

let library: Promise<PDFiumLibrary> | undefined;

/**
 * Reads a PDF: its pages, its words, the picture of its first page. An encrypted one is kept and said to be so.
 * @throws MediaError 'upload.too-large' { reason: 'pages' }.
 */
export async function readPdf({ path, recipes }: ReadFileInput): Promise<ReadFile> {
  if ((await stat(path)).size > maxReadBytes) return unreadFile;
  library ??= PDFiumLibrary.init();
  const pdfium = await library;
  let document: PDFiumDocument;
  try {
    document = await pdfium.loadDocument(await readFile(path));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isEncrypted = /password/i.test(error.message);
    return isEncrypted ? { ...unreadFile, metadata: { encrypted: true } } : { ...unreadFile, damaged: true };
  }
  try {
    const pageCount = document.getPageCount();
    if (pageCount < 1) return { ...unreadFile, damaged: true };
    checkPages(pageCount);
    const page = await renderFirstPage(document, recipes);
    return {
      ...unreadFile,
      pageCount,
      text: readWords(document, pageCount),
      ...(page
        ? { ...page, toolVersion: `pdfium ${packageVersion('@hyzyla/pdfium')}, ${toolVersion}` }
        : { damaged: true }),
    };
  } finally {
    document.destroy();
  }
}

/** Null where the page can't be drawn. */
async function renderFirstPage(
  document: PDFiumDocument,
  recipes: readonly RenditionRecipe[],
): Promise<RenderedPixels | null> {
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = Math.min(maxScale, largestSide(recipes) / Math.max(originalWidth, originalHeight));
    if (!(scale > 0) || Math.min(originalWidth, originalHeight) * scale < 1) return null;
    const { data, width, height } = await page.render({ scale, render: 'bitmap' });
    // A page is paper: what it leaves transparent is white.
    const flat = await fromPixels({ data: Buffer.from(data), width, height, channels: 4 })
      .flatten({ background: '#ffffff' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return await renderPixels({ data: flat.data, width, height, channels: flat.info.channels }, recipes);
  } catch (error) {
    // A page that PDFium has no memory for, or can't find: the document may be readable all the same.
    if (error instanceof Error) return null;
    throw error;
  }
}

function readWords(document: PDFiumDocument, pageCount: number): string | null {
  const until = performance.now() + textBudgetMs;
  let text = '';
  for (let index = 0; index < pageCount; index++) {
    try {
      text += `${document.getPage(index).getText()} `;
    } catch (error) {
      // A page that is announced and not there.
      if (!(error instanceof Error)) throw error;
    }
    if (text.length > maxTextLength || performance.now() > until) break;
  }
  return cleanText(text);
}
