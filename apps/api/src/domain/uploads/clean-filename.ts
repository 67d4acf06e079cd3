/**
 * The name that a client gave, fit to be kept and shown: without a path, control characters and directions of
 * writing that would show `gpj.exe` as something else. 1..255 characters. It never becomes a key or a path.
 */
export function cleanFilename(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  if (clean.length <= 255) return clean || 'file';
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, 255 - extension.length).toWellFormed() + extension;
}
