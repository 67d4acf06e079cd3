/** Everything below a space that no text holds: tabs, line ends, form feeds and the escape of old terminals are text. */
const binary = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/**
 * Reads bytes as UTF-8, or as UTF-16 where they begin with its mark; Latin-1 where they are neither but hold no
 * control characters, as spreadsheets of western Windows machines write CSV.
 * @param options.isCut the bytes are the beginning of more: a character may be cut in two at the end.
 * @returns null where the bytes are no text.
 */
export function decodeText(bytes: Uint8Array, options: { isCut: boolean }): string | null {
  const text = decodeAs(encodingOf(bytes), bytes, options) ?? decodeAs('windows-1252', bytes, options);
  return text === null || binary.test(text) ? null : text;
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

function decodeAs(encoding: string, bytes: Uint8Array, { isCut }: { isCut: boolean }): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
