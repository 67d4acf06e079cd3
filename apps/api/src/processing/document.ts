import type { ReadFile, ReadFileInput } from './decode-jobs.ts';
import { unreadFile } from './processed-file.ts';

type Reader = (input: ReadFileInput) => Promise<ReadFile>;

// Loaded when needed: PDFium alone takes a tenth of a second.
const readOffice: Reader = async (input) => (await import('./office.ts')).readOffice(input);
const readText: Reader = async (input) => (await import('./plain-text.ts')).readPlainText(input);
const office = 'application/vnd.openxmlformats-officedocument.';

const readers: Record<string, Reader> = {
  'application/pdf': async (input) => (await import('./pdf.ts')).readPdf(input),
  'application/msword': async (input) => (await import('./word.ts')).readWord(input),
  [`${office}wordprocessingml.document`]: readOffice,
  [`${office}presentationml.presentation`]: readOffice,
  [`${office}spreadsheetml.sheet`]: readOffice,
  'application/vnd.oasis.opendocument.text': readOffice,
  'text/plain': readText,
  'text/markdown': readText,
  'text/csv': readText,
};

/**
 * Reads a document: its words, its pages, what it looks like.
 * @returns `damaged` where it can't be read: it is kept, and shown as that.
 * @throws MediaError 'upload.too-large' { reason: 'pages' }.
 */
export async function readDocument(input: ReadFileInput): Promise<ReadFile> {
  return readers[input.mimeType]?.(input) ?? unreadFile;
}
