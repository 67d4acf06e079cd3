export type EmptyPictureName = 'empty' | 'no-match' | 'error';

export function EmptyPicture({ name }: { name: EmptyPictureName }) {
  return (
    <svg
      className="vt-empty-pic"
      viewBox="0 0 120 80"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}

const drawings = {
  empty: (
    <>
      <rect x="14" y="16" width="44" height="56" rx="4" transform="rotate(-8 36 44)" />
      <rect x="62" y="16" width="44" height="56" rx="4" transform="rotate(8 84 44)" />
      <rect x="35" y="8" width="50" height="62" rx="4" className="vt-empty-pic--plate" />
      <path d="M35 56l14-15 11 11 8-8 17 17" />
      <circle cx="71" cy="26" r="5" />
    </>
  ),
  'no-match': (
    <>
      <g strokeDasharray="3 4">
        <rect x="8" y="20" width="28" height="40" rx="4" />
        <rect x="84" y="20" width="28" height="40" rx="4" />
      </g>
      <rect x="42" y="14" width="36" height="52" rx="4" />
      <circle cx="60" cy="38" r="9" />
      <path d="M66.5 44.5l7 7" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  error: (
    <>
      <path d="M30 12h24l-5 20 9 12-6 26H34a4 4 0 0 1-4-4V16a4 4 0 0 1 4-4M62 12h24a4 4 0 0 1 4 4v50a4 4 0 0 1-4 4H60l6-26-9-12z" />
      <circle cx="76" cy="27" r="4.5" />
    </>
  ),
};
