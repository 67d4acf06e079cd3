import { readFile, stat } from 'node:fs/promises';
import { cleanText, positive } from './clean-text.ts';
import type { ReadFile, ReadFileInput } from './decode-jobs.ts';
import { checkPages, maxReadBytes } from './limits.ts';
import { unreadFile } from './processed-file.ts';
import { toolVersion } from './raster-loaders.ts';
import { readZipEntries } from './read-zip-entries.ts';
import { renderCover } from './render-cover.ts';
import { textOfXml } from './text-of-xml.ts';

/** Parts that hold words, in all formats. */
const texts =
  /^(?:word\/(?:document|footnotes|endnotes)\.xml|ppt\/slides\/slide\d+\.xml|xl\/sharedStrings\.xml|xl\/worksheets\/sheet\d+\.xml|content\.xml)$/;
const thumbnail = /^(?:docProps\/thumbnail\.(?:jpe?g|png)|Thumbnails\/thumbnail\.png)$/i;
const slide = /^ppt\/slides\/slide\d+\.xml$/;
const properties = 'docProps/app.xml';

/** Reads an Office document, which is a ZIP of XML: its words, its pages or slides, and the thumbnail that it carries. */
export async function readOffice({ path, mimeType, recipes }: ReadFileInput): Promise<ReadFile> {
  if ((await stat(path)).size > maxReadBytes) return unreadFile;
  const zip = readZipEntries(
    await readFile(path),
    (name) => texts.test(name) || thumbnail.test(name) || name === properties,
  );
  if (!zip) return { ...unreadFile, damaged: true };
  const names = [...zip.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const textOf = (name: string) =>
    textOfXml(decoder.decode(zip.get(name)), { onlyRuns: name !== 'content.xml' });
  const words = names.filter((name) => texts.test(name)).map(textOf);
  const pageCount = mimeType.includes('presentation')
    ? positive(names.filter((name) => slide.test(name)).length)
    : announcedPages(decoder.decode(zip.get(properties)));
  if (pageCount !== undefined) checkPages(pageCount);
  const cover = names.find((name) => thumbnail.test(name));
  const rendered =
    cover === undefined ? null : await renderCover(zip.get(cover) ?? new Uint8Array(), recipes);
  return {
    ...unreadFile,
    pageCount: pageCount ?? null,
    text: cleanText(words.join(' ')),
    ...(rendered && { ...rendered, toolVersion }),
  };
}

const decoder = new TextDecoder();

function announcedPages(appXml: string): number | undefined {
  const pages = Number(/<Pages>(\d{1,6})<\/Pages>/.exec(appXml)?.[1]);
  return positive(pages);
}
