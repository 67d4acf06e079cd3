interface Downloads {
  count: number;
  /** Whether one of them has brought everything. */
  isComplete: boolean;
}

/** Those that this process sends now, by their task. */
const underWay = new Map<string, Downloads>();

/**
 * Counts a download of an archive, which a browser or a download manager may fetch several times at once: only the last
 * one to end may say how the task ended.
 * @returns to be called once, when the download has ended: null while others are under way, else how all went together.
 */
export function joinDownloads(
  taskId: string,
): (isComplete: boolean) => Readonly<Pick<Downloads, 'isComplete'>> | null {
  const downloads = underWay.get(taskId) ?? { count: 0, isComplete: false };
  underWay.set(taskId, downloads);
  downloads.count += 1;
  return (isComplete) => {
    downloads.count -= 1;
    downloads.isComplete ||= isComplete;
    if (downloads.count > 0) return null;
    underWay.delete(taskId);
    return downloads;
  };
}
