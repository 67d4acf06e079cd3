export interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
}

export function ProgressBar({ label, value, max }: ProgressBarProps) {
  return <progress className="vt-progress" aria-label={label} value={Math.min(value, max)} max={max} />;
}

/** The same as a ring, for buttons. Its words stand beside it. */
export function Ring({ value, max }: { value: number; max: number }) {
  const percent = max > 0 ? Math.round((value / max) * 100) : 0;
  return (
    <svg className="vt-ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle className="vt-ring-a" cx="8" cy="8" r="6" />
      <circle className="vt-ring-b" cx="8" cy="8" r="6" pathLength="100" strokeDasharray={`${percent} 100`} />
    </svg>
  );
}
