'use client';

import type { TagId, TagNode } from '@vitrine/schema';
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { trpc } from '../provider/trpc.ts';
import { findNodes, flatten } from '../tags/tag-nodes.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';

export interface TagFilterProps {
  /** Ids. */
  chosen: readonly string[];
  onToggle: (tag: TagNode) => void;
}

export interface TagFilterViewProps extends TagFilterProps {
  tree: readonly TagNode[];
}

/** Trees that are shown before "Show all". */
const FIRST = 6;
/** With more than these a field finds one. */
const MANY = 12;
/** The most that are drawn: who looks for one of thousands writes a letter of it. */
const MOST = 200;
const NONE: readonly TagNode[] = [];

/** The tags of the library as a tree to filter by. */
export function TagFilter(props: TagFilterProps) {
  const { data: tree = NONE } = trpc.tags.tree.useQuery({});
  return <TagFilterView {...props} tree={tree} />;
}

/** Tags as they lie under each other. A tag stands for itself and all below it, as it does in a search. */
export function TagFilterView({ tree, chosen, onToggle }: TagFilterViewProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<ReadonlyMap<TagId, boolean>>(new Map());
  const isLookedFor = text.trim() !== '';
  const all = useMemo(() => flatten(tree), [tree]);
  const found = useMemo(() => findNodes(tree, { text, isUnused: false }), [tree, text]);
  const byUse = [...found].sort(
    (a, b) => countWithin(b).count - countWithin(a).count || a.name.localeCompare(b.name),
  );
  const holdsChosen = (tag: TagNode) => flatten([tag]).some((one) => chosen.includes(one.tag.id));
  const roots = byUse.filter((tag, index) => isWhole || isLookedFor || index < FIRST || holdsChosen(tag));
  // What is chosen is seen, and so is what is looked for.
  const isOpen = (tag: TagNode) => opened.get(tag.id) ?? (isLookedFor || tag.children.some(holdsChosen));
  const rows = roots.flatMap((tag) => openRows(tag, 0, isOpen));
  const isTree = all.some(({ depth }) => depth > 0);
  if (all.length === 0) return null;
  return (
    <fieldset className="vt-facet vt-tag-filter">
      <legend>{m.facetTags}</legend>
      {all.length > MANY && (
        <TextField
          label={m.tagsFilter}
          isLabelHidden
          placeholder={m.tagsFilter}
          value={text}
          onChange={setText}
        />
      )}
      {rows.slice(0, MOST).map(({ tag, depth }) => {
        const { count, isExact } = countWithin(tag);
        const number = format.number(count);
        return (
          <div key={tag.id} className="vt-tag-line" style={{ paddingInlineStart: `${depth * 16}px` }}>
            {isTree && (
              <Disclosure
                tag={tag}
                isOpen={isOpen(tag)}
                onPress={() => setOpened(new Map(opened).set(tag.id, !isOpen(tag)))}
              />
            )}
            <Checkbox isSelected={chosen.includes(tag.id)} onChange={() => onToggle(tag)}>
              <span className="vt-clip" dir="auto" title={tag.name}>
                {tag.name}
              </span>
              {tag.children.length > 0 && <span className="vt-sr">{m.tagAndBelow}</span>}
              <span className="vt-num">{isExact ? number : m.about(number)}</span>
            </Checkbox>
          </div>
        );
      })}
      {rows.length === 0 && <p className="vt-hint">{m.bulkNoTags}</p>}
      {!isLookedFor && found.length > FIRST && (
        <Button variant="link" onPress={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? m.showLess : m.showAll(format.number(found.length))}
        </Button>
      )}
    </fieldset>
  );
}

function Disclosure({ tag, isOpen, onPress }: { tag: TagNode; isOpen: boolean; onPress: () => void }) {
  const m = useWorkMessages();
  if (tag.children.length === 0) return <span className="vt-place-open" />;
  return (
    <button
      type="button"
      className="vt-place-open"
      aria-label={m.expandPlace(tag.name)}
      aria-expanded={isOpen}
      onClick={onPress}
    >
      <Icon icon={ChevronRight} size="s" isFlipped />
    </button>
  );
}

/** How many files a tag finds: exact where one of them alone is carried, else at most as many as all together. */
function countWithin(tag: TagNode): { count: number; isExact: boolean } {
  const used = flatten([tag]).filter((one) => one.tag.usageCount > 0);
  const count = used.reduce((sum, one) => sum + one.tag.usageCount, 0);
  return { count, isExact: used.length < 2 };
}

function openRows(
  tag: TagNode,
  depth: number,
  isOpen: (tag: TagNode) => boolean,
): { tag: TagNode; depth: number }[] {
  const below = isOpen(tag) ? tag.children.flatMap((child) => openRows(child, depth + 1, isOpen)) : [];
  return [{ tag, depth }, ...below];
}
