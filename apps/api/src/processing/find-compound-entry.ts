import { type FileHandle, open } from 'node:fs/promises';

const headerBytes = 512;
const entryBytes = 128;
/** Of the table of sectors, as many parts as the header itself names: enough for 6.8 MiB, or 436 MiB in large sectors. */
const namedTables = 109;
/** 256 entries in small sectors; a document has a dozen. */
const maxSectors = 64;

/**
 * Whether a compound file, as old Office programs write, has an entry of this name. Its directory may lie anywhere:
 * Word writes it behind the text. What lies beyond the file, or is none of a directory, is no entry.
 */
export async function hasCompoundEntry(path: string, name: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const header = await readAt(file, 0, headerBytes);
    const shift = header.length === headerBytes ? header.readUInt16LE(30) : 0;
    if (shift !== 9 && shift !== 12) return false;
    const sectorBytes = 1 << shift;
    const perTable = sectorBytes / 4;
    // The header takes the place of the first sector.
    const offsetOf = (sector: number) => (sector + 1) * sectorBytes;
    let sector = header.readUInt32LE(48);
    for (let count = 0; count < maxSectors; count++) {
      if (hasEntry(await readAt(file, offsetOf(sector), sectorBytes), name)) return true;
      const table = Math.floor(sector / perTable);
      if (table >= namedTables) return false;
      const at = offsetOf(header.readUInt32LE(76 + table * 4)) + (sector % perTable) * 4;
      const next = await readAt(file, at, 4);
      if (next.length < 4) return false;
      sector = next.readUInt32LE(0);
    }
    return false;
  } finally {
    await file.close();
  }
}

/** Fewer bytes at the end of the file, and none behind it. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Each entry begins with its name and, at byte 64, how many bytes that has with its end. */
function hasEntry(sector: Buffer, name: string): boolean {
  const wanted = Buffer.from(`${name}\0`, 'utf16le');
  for (let at = 0; at + entryBytes <= sector.length; at += entryBytes) {
    const length = sector.readUInt16LE(at + 64);
    if (length === wanted.length && sector.subarray(at, at + length).equals(wanted)) return true;
  }
  return false;
}
