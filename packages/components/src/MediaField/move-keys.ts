interface DropPlace {
  key: string;
  dropPosition: 'before' | 'after' | 'on';
}

/** The order after the moved keys, in the order they had, were put before or after another. */
export function moveKeys(keys: readonly string[], moved: ReadonlySet<string>, place: DropPlace): string[] {
  if (moved.has(place.key)) return [...keys];
  const rest = keys.filter((key) => !moved.has(key));
  const at = rest.indexOf(place.key) + (place.dropPosition === 'after' ? 1 : 0);
  return [...rest.slice(0, at), ...keys.filter((key) => moved.has(key)), ...rest.slice(at)];
}

/** A key per value that stays with it when the order changes; the second of two equal files gets its own. */
export function keysOf(values: readonly { mediaId: string }[]): string[] {
  const seen = new Map<string, number>();
  return values.map(({ mediaId }) => {
    const count = (seen.get(mediaId) ?? 0) + 1;
    seen.set(mediaId, count);
    return count === 1 ? mediaId : `${mediaId}/${count}`;
  });
}
