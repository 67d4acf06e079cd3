import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { writePdf } from '../seed/write-pdf.ts';
import { maxTextLength } from './clean-text.ts';
import { createDecodePool } from './decode-pool.ts';
import { compoundFile, drawQuarters, pixelAt, writeFixture } from './draw-fixtures.ts';
import { inspectFile } from './inspect-file.ts';

const decodePool = createDecodePool({ size: 1 });
afterAll(() => decodePool.close());

const inspect = async (bytes: Uint8Array | string, filename: string) =>
  inspectFile(decodePool, { path: await writeFixture(bytes), filename });

const contentTypes = (part: string, type: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;
const office = (part: string, type: string, parts: Record<string, string | Uint8Array>) =>
  zipSync({
    '[Content_Types].xml': strToU8(contentTypes(part, type)),
    ...Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  });
const docx = (parts: Record<string, string | Uint8Array>) =>
  office('word/document.xml', 'wordprocessingml.document', parts);

test('a PDF has pages, words and its first page as thumbnail', async () => {
  const file = await inspect(writePdf('Tide tables', ['High water at noon']), 'tides.pdf');
  expect(file).toMatchObject({
    kind: 'document',
    pageCount: 1,
    width: null,
    damaged: false,
    text: 'Tide tables High water at noon',
  });
  expect(file.renditions.map(({ preset, width, height }) => [preset, width, height])).toEqual([
    ['small', 106, 150],
    ['medium', 212, 300],
    ['large', 565, 800],
  ]);
  const large = file.renditions[2]?.bytes ?? new Uint8Array();
  expect(await pixelAt(large, 5, 5)).toEqual([255, 255, 255, 255]);
  expect(file.toolVersion).toMatch(/^pdfium \d.*sharp \d/);
});

test('a PDF that is none is kept and marked damaged', async () => {
  const file = await inspect('%PDF-1.7\nnothing of what was promised', 'a.pdf');
  expect(file).toMatchObject({ mimeType: 'application/pdf', damaged: true, renditions: [], text: null });
});

test('a Word document has words, pages and the thumbnail that it carries', async () => {
  const file = await inspect(
    docx({
      'word/document.xml':
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Salt &amp; pep</w:t></w:r><w:r><w:t xml:space="preserve">per</w:t></w:r></w:p><w:p><w:r><w:instrText>PAGEREF</w:instrText><w:t>&#x48;erbs</w:t></w:r></w:p></w:body></w:document>',
      'docProps/app.xml': '<Properties><Pages>7</Pages></Properties>',
      'docProps/thumbnail.png': await drawQuarters(200, 300).png().toBuffer(),
    }),
    'recipe.docx',
  );
  expect(file).toMatchObject({ pageCount: 7, text: 'Salt & pepper Herbs', damaged: false });
  expect(file.renditions.map(({ width, height }) => [width, height])).toEqual([
    [100, 150],
    [200, 300],
  ]);
});

test('a document that says it has more pages than any book is refused', async () => {
  const parts = {
    'word/document.xml': '<w:document/>',
    'docProps/app.xml': '<Properties><Pages>20000</Pages></Properties>',
  };
  await expect(inspect(docx(parts), 'a.docx')).rejects.toMatchObject({
    code: 'upload.too-large',
    details: { reason: 'pages' },
  });
});

test('slides are counted and read in their order; sheets and OpenDocument texts are read', async () => {
  const slide = (text: string) => `<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
  const pptx = office('ppt/presentation.xml', 'presentationml.presentation', {
    'ppt/presentation.xml': '<p:presentation/>',
    'ppt/slides/slide10.xml': slide('last'),
    'ppt/slides/slide2.xml': slide('second'),
    'ppt/slides/slide1.xml': slide('first'),
  });
  expect(await inspect(pptx, 'a.pptx')).toMatchObject({ pageCount: 3, text: 'first second last' });
  const xlsx = office('xl/workbook.xml', 'spreadsheetml.sheet', {
    'xl/workbook.xml': '<workbook/>',
    'xl/sharedStrings.xml': '<sst><si><t>Apples</t></si><si><t>Pears</t></si></sst>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Figs</t></is></c></worksheet>',
  });
  expect(await inspect(xlsx, 'a.xlsx')).toMatchObject({ text: 'Apples Pears Figs' });
  const odt = zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': strToU8('<office:text><text:p>Quinces<text:s/>and plums</text:p></office:text>'),
  });
  expect(await inspect(odt, 'a.odt')).toMatchObject({ text: 'Quinces and plums' });
});

test('a ZIP bomb in an Office document is not inflated', async () => {
  const bomb = docx({
    'word/document.xml': `<w:t>${' '.repeat(40 * 1024 * 1024)}</w:t>`,
    'word/footnotes.xml': '<w:t>small print</w:t>',
  });
  expect(bomb.length).toBeLessThan(100_000);
  expect(await inspect(bomb, 'bomb.docx')).toMatchObject({ text: 'small print', damaged: false });
});

test('an Office document that is cut is kept and marked damaged', async () => {
  const whole = docx({ 'word/document.xml': '<w:t>x</w:t>' });
  const file = await inspect(whole.subarray(0, whole.length - 40), 'a.docx');
  expect(file).toMatchObject({ damaged: true, text: null });
});

test('a Word document of old that lies about its parts is kept and marked damaged', async () => {
  expect(await inspect(compoundFile('WordDocument'), 'a.doc')).toMatchObject({
    mimeType: 'application/msword',
    damaged: true,
  });
});

test('words of text files are kept as one line, and not without end', async () => {
  expect(await inspect('Größe;Preis\n\n12;3\n', 'a.csv')).toMatchObject({ text: 'Größe;Preis 12;3' });
  const { text } = await inspect('word '.repeat(200_000), 'a.txt');
  expect(text).toHaveLength(maxTextLength);
});
