/** Drops files on an element as a browser does: in, over, down. Synthetic events of testing libraries carry none. */
export function dropFiles(target: Element, ...files: File[]): void {
  dragFiles(target, ['dragenter', 'dragover', 'drop'], files);
}

/** Holds files over an element without letting them go. */
export function holdFiles(target: Element, ...files: File[]): void {
  dragFiles(target, ['dragenter', 'dragover'], files);
}

function dragFiles(target: Element, types: readonly string[], files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  for (const type of types) {
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
}
