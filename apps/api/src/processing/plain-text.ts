import { open } from 'node:fs/promises';
import { cleanText, maxTextLength } from './clean-text.ts';
import type { ReadFile, ReadFileInput } from './decode-jobs.ts';
import { decodeText } from './decode-text.ts';
import { unreadFile } from './processed-file.ts';

/** No character takes more bytes than four. */
const headBytes = maxTextLength * 4;

/** Reads the words of a text file. */
export async function readPlainText({ path }: ReadFileInput): Promise<ReadFile> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, headBytes)), 0, null, 0);
  const text = decodeText(buffer.subarray(0, bytesRead), { isCut: bytesRead < size });
  return { ...unreadFile, text: text === null ? null : cleanText(text) };
}
