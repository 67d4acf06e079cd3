import { type UnzipFileInfo, unzipSync } from 'fflate';

const mebibyte = 1024 * 1024;
/** More parts than any office program writes. */
const maxEntries = 10_000;
const maxEntryBytes = 32 * mebibyte;
/** Of all parts together that are read. */
const maxInflatedBytes = 64 * mebibyte;

/**
 * Inflates the wanted entries of a ZIP, in memory and never to a path. An entry that announces more than 32 MiB, or
 * comes after 64 MiB of others, is passed over; what is announced is all the room that an entry gets, so none can
 * inflate to more.
 * @returns null where it is no ZIP that can be read, or has more than 10,000 entries.
 */
export function readZipEntries(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
): Map<string, Uint8Array> | null {
  let entries = 0;
  let inflatedBytes = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    entries += 1;
    if (entries > maxEntries) throw new RangeError('The ZIP has too many entries.');
    if (!isWanted(name) || originalSize > maxEntryBytes) return false;
    if (inflatedBytes + originalSize > maxInflatedBytes) return false;
    inflatedBytes += originalSize;
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    // fflate throws plain errors and TypeErrors for what is cut or lies about its offsets.
    if (error instanceof Error) return null;
    throw error;
  }
}
