export type Nested<Item> = Item & { children: Nested<Item>[] };

/** Items below their parents, in the order that they come in; those whose parent is not among them stand at the top. */
export function nest<Item extends { id: string; parentId: string | null }>(
  items: readonly Item[],
): Nested<Item>[] {
  const nodes = new Map<string, Nested<Item>>(items.map((item) => [item.id, { ...item, children: [] }]));
  const top: Nested<Item>[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
    (parent?.children ?? top).push(node);
  }
  return top;
}
