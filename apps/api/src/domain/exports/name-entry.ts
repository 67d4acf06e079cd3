/** Most file systems take no longer name; the number that tells two apart fits in the rest. */
const maxBytes = 240;

/** What no system keeps in a name, and what would lead out of the folder that is unpacked into. */
const unfit = /[\u0000-\u001f\u007f/\\:*?"<>|]/g;

/**
 * Gives each file of an archive the name that it was uploaded with, and the second one of a name `photo (2).jpg`.
 * Names that differ in case or in how an accent is written are the same: some file systems keep but one of them.
 */
export function createEntryNames(): (filename: string) => string {
  const taken = new Set<string>();
  /** By the name as it came: twelve thousand of the same must not be tried one by one. */
  const next = new Map<string, number>();
  const keyOf = (name: string) => name.normalize('NFC').toLowerCase();

  return (filename) => {
    const { stem, extension } = split(clean(filename));
    const base = keyOf(stem + extension);
    for (let number = next.get(base) ?? 1; ; number += 1) {
      const name = number === 1 ? stem + extension : `${stem} (${number})${extension}`;
      const key = keyOf(name);
      if (taken.has(key)) continue;
      taken.add(key);
      next.set(base, number + 1);
      return name;
    }
  };
}

function clean(filename: string): string {
  const name = filename
    .toWellFormed()
    .normalize('NFC')
    .replace(unfit, '_')
    .replace(/[. ]+$/, '')
    .trimStart();
  return name === '' ? 'file' : name;
}

function split(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  let stem = extension ? name.slice(0, dot) : name;
  while (Buffer.byteLength(stem + extension) > maxBytes) stem = [...stem].slice(0, -1).join('');
  return { stem, extension };
}
