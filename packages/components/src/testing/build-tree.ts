/** Puts each under its parent, in the order given; one whose parent is not among them stands at the top. */
export function buildTree<Item extends { id: string; parentId: string | null }>(
  items: readonly Item[],
): (Item & { children: (Item & { children: never[] })[] })[] {
  const ids = new Set(items.map(({ id }) => id));
  const below = (parent: string | null): never[] =>
    items
      .filter(({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null) === parent)
      .map((item) => ({ ...item, children: below(item.id) })) as never[];
  return below(null);
}
