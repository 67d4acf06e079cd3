/** The files of a drop, also those inside of folders. Call it in the event itself: later the browser has emptied it. */
export async function collectFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  // Files that a program put there (a test, another frame) have no entry of a file system.
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map(filesOfEntry))).flat();
}

/** The files of a paste; a picture from the clipboard has a made-up name without anything of its own. */
export function pastedFiles(transfer: DataTransfer | null, now: Date): File[] {
  return [...(transfer?.files ?? [])].map((file) => {
    if (file.name !== 'image.png') return file;
    const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-').replace('T', ' ');
    return new File([file], `pasted ${stamp}.png`, { type: file.type, lastModified: file.lastModified });
  });
}

async function filesOfEntry(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) {
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  }
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const found: File[] = [];
  // A directory answers in parts of a hundred, the last one is empty.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return found;
    found.push(...(await Promise.all(part.map(filesOfEntry))).flat());
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
