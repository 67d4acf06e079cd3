/** `base`, or the first of `base-2`, `base-3` … that is not taken. */
export function pickFreeSlug(base: string, taken: Iterable<string>): string {
  const slugs = new Set(taken);
  if (!slugs.has(base)) return base;
  let number = 2;
  while (slugs.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
