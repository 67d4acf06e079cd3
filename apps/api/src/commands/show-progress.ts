const lineEveryMs = 5000;
const paintEveryMs = 100;

/**
 * Tells people how far something is: on a terminal one line that is painted over, elsewhere (a log) a line now and
 * then. Goes to standard error, so that the results stay readable for programs.
 */
export function showProgress(stream: NodeJS.WriteStream = process.stderr): {
  show(text: string): void;
  /** Lets the last text stand. */
  end(): void;
} {
  const everyMs = stream.isTTY ? paintEveryMs : lineEveryMs;
  let shownAt = Number.NEGATIVE_INFINITY;
  let latest = '';
  let shown = '';
  const paint = () => {
    if (latest === shown) return;
    shown = latest;
    stream.write(stream.isTTY ? `\r\u001b[K${latest}` : `${latest}\n`);
  };
  return {
    show(text) {
      latest = text;
      if (performance.now() - shownAt < everyMs) return;
      shownAt = performance.now();
      paint();
    },
    end() {
      paint();
      if (stream.isTTY) stream.write('\n');
    },
  };
}
