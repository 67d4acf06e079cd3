/** Letters kept whole at the end: the extension and what tells IMG_0001 from IMG_0002. */
const TAIL = 8;

/** A file name, cut in the middle where it does not fit. The whole name is its title. */
export function FileName({ name }: { name: string }) {
  const letters = [...name];
  const cut = Math.max(letters.length - TAIL, Math.ceil(letters.length / 2));
  return (
    <span className="vt-name" title={name}>
      <span className="vt-name-a">{letters.slice(0, cut).join('')}</span>
      <span className="vt-name-b">{letters.slice(cut).join('')}</span>
    </span>
  );
}
