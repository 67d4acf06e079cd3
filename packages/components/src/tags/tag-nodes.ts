import type { Tag, TagId, TagNode } from '@vitrine/schema';

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLocaleLowerCase();

/** The tags that are looked for, each with those above it, so that it stands where it belongs. */
export function findNodes(nodes: readonly TagNode[], wanted: { text: string; isUnused: boolean }): TagNode[] {
  const text = fold(wanted.text.trim());
  const isWanted = (tag: Tag) =>
    (text === '' || fold(tag.name).includes(text)) && (!wanted.isUnused || tag.usageCount === 0);
  return nodes.flatMap((node) => {
    const children = findNodes(node.children, wanted);
    return isWanted(node) || children.length > 0 ? [{ ...node, children }] : [];
  });
}

/** All of them in the order of the tree, with how deep they lie. */
export function flatten(nodes: readonly TagNode[], depth = 0): { tag: TagNode; depth: number }[] {
  return nodes.flatMap((tag) => [{ tag, depth }, ...flatten(tag.children, depth + 1)]);
}

/** A tag and all below it: where it cannot lie. */
export function idsWithin(node: TagNode): Set<TagId> {
  return new Set(flatten([node]).map(({ tag }) => tag.id));
}
