const BARS = 30;

/** A stand for sounds until their own wave is known: the same file always looks the same. */
export function Wave({ seed }: { seed: string }) {
  const start = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  // One path and not thirty bars: a screen full of sounds stays light.
  const bars = Array.from({ length: BARS }, (_, index) => {
    const height = 8 + Math.abs(Math.sin(start + index * 1.7) * Math.cos(start / 3 + index * 0.37)) * 34;
    return `M${index * 4 + 1} ${(24 - height / 2).toFixed(1)}v${height.toFixed(1)}`;
  });
  return (
    <svg className="vt-wave" viewBox="0 0 118 48" aria-hidden="true">
      <path d={bars.join('')} />
    </svg>
  );
}
