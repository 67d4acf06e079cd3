/**
 * Waits for Ctrl-C or SIGTERM, closes, and ends the process. A second signal ends it at once: what is left undone is
 * recovered at the next start.
 * @returns never; the process ends.
 */
export function runUntilSignal(close: () => Promise<void>, onStopping: () => void): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143);
    isStopping = true;
    onStopping();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Vitrine did not stop in order: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
