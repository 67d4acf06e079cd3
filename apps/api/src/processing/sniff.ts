import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import type { SniffedFile } from './decode-jobs.ts';
import { decodeText } from './decode-text.ts';
import { hasCompoundEntry } from './find-compound-entry.ts';
import { rootElementOf } from './scan-xml.ts';

const headBytes = 64 * 1024;

/**
 * Says what the bytes of a file are. Its name and what the client declared are not asked: they are held against this
 * by `agree-on-type.ts`. Runs in the child, because a parser of a stranger's bytes may loop.
 * @returns `text/plain` for every text, since Markdown and CSV have no mark of their own; `image/svg+xml` for XML whose
 * root is `svg`; null for bytes of no known form.
 */
export async function sniffFile(path: string): Promise<SniffedFile> {
  const { head, sizeBytes } = await readHead(path);
  const marked = (await fileTypeFromFile(path))?.mime;
  if (marked === 'application/x-cfb')
    return { sizeBytes, mimeType: (await hasCompoundEntry(path, 'WordDocument')) ? wordType : marked };
  if (marked !== undefined && marked !== 'application/xml') return { sizeBytes, mimeType: marked };
  // Readers of PDF take up to 1 KiB of anything before the mark.
  if (head.subarray(0, 1024).includes('%PDF-')) return { sizeBytes, mimeType: 'application/pdf' };
  return { sizeBytes, mimeType: typeOfText(head, head.length < sizeBytes) ?? marked ?? null };
}

/** Old Office files share one container: a Word document has a stream of its own name. */
const wordType = 'application/msword';

async function readHead(path: string): Promise<{ head: Buffer; sizeBytes: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, headBytes)), 0, null, 0);
    return { head: buffer.subarray(0, bytesRead), sizeBytes: size };
  } finally {
    await file.close();
  }
}

function typeOfText(head: Buffer, isCut: boolean): string | null {
  const text = decodeText(head, { isCut });
  if (text === null) return null;
  const root = rootElementOf(text);
  if (root === 'svg') return 'image/svg+xml';
  return /^\uFEFF?<(?:\?xml|!doctype\s+(?!html))/i.test(text) ? 'application/xml' : 'text/plain';
}
