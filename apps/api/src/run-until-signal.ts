/** npm hands on what the terminal has sent already: two signals at once are one Ctrl-C. */
const sameSignalMs = 1000;

/**
 * On Ctrl-C or SIGTERM closes, then ends the process. Asked again, it ends at once: what is left undone is recovered
 * at the next start.
 */
export function runUntilSignal(close: () => Promise<void>, onStopping: () => void): void {
  let stoppingSince: number | null = null;
  const stop = (signal: NodeJS.Signals) => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      return;
    }
    stoppingSince = performance.now();
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
