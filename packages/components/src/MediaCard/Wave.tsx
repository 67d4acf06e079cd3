const BARS = 30;

/** A stand for sounds until their own wave is known: the same file always looks the same. */
export function Wave({ seed }: { seed: string }) {
  const start = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  return (
    <svg className="vt-wave" viewBox="0 0 118 48" aria-hidden="true">
      {Array.from({ length: BARS }, (_, index) => {
        const height = 8 + Math.abs(Math.sin(start + index * 1.7) * Math.cos(start / 3 + index * 0.37)) * 34;
        const x = index * 4;
        return <rect key={x} x={x} y={24 - height / 2} width="2" height={height} rx="1" />;
      })}
    </svg>
  );
}
