import { readFile, stat } from 'node:fs/promises';
import { cleanText } from './clean-text.ts';
import type { ReadFile, ReadFileInput } from './decode-jobs.ts';
import { maxReadBytes } from './limits.ts';
import { unreadFile } from './processed-file.ts';

/** Reads the words of a document in the binary form of Word. */
export async function readWord({ path }: ReadFileInput): Promise<ReadFile> {
  if ((await stat(path)).size > maxReadBytes) return unreadFile;
  const { default: WordExtractor } = await import('word-extractor');
  try {
    const document = await new WordExtractor().extract(await readFile(path));
    return { ...unreadFile, text: cleanText(`${document.getBody()} ${document.getFootnotes()}`) };
  } catch (error) {
    // It throws plain errors, RangeErrors and TypeErrors alike for containers that lie about their parts.
    if (error instanceof Error) return { ...unreadFile, damaged: true };
    throw error;
  }
}
