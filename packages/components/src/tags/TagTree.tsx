'use client';

import type { TagId, TagNode } from '@vitrine/schema';
import { ChevronRight, Ellipsis, Images, Pencil, Trash2 } from 'lucide-react';
import { Button as AriaButton, Checkbox, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { CheckMark } from '../ui/Checkbox.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { flatten } from './tag-nodes.ts';
import { useExpanded } from './use-expanded.ts';

export interface TagTreeProps {
  tags: readonly TagNode[];
  /** All of it is open: what was looked for is seen. */
  isWhole: boolean;
  chosen: ReadonlySet<TagId>;
  onChoose: (ids: ReadonlySet<TagId>) => void;
  onShow: (tag: TagNode) => void;
  onEdit: (tag: TagNode) => void;
  onDelete: (tag: TagNode) => void;
}

/** The tags as a tree table. Arrow keys move, open and close; Space chooses; Enter edits. */
export function TagTree(props: TagTreeProps) {
  const { tags, isWhole, chosen, onChoose, onEdit } = props;
  const m = useFindMessages();
  const all = flatten(tags).map(({ tag }) => tag);
  const ids = all.map(({ id }) => id);
  const [expanded, setExpanded] = useExpanded(ids, isWhole);
  return (
    <Tree
      aria-label={m.tagsTitle}
      className="vt-tree"
      selectionMode="multiple"
      selectedKeys={[...chosen]}
      onSelectionChange={(keys) => onChoose(new Set(keys === 'all' ? ids : ids.filter((id) => keys.has(id))))}
      expandedKeys={expanded}
      onExpandedChange={setExpanded}
      onAction={(key) => {
        const tag = all.find(({ id }) => id === key);
        if (tag) onEdit(tag);
      }}
    >
      {tags.map((tag) => (
        <TagRow key={tag.id} tag={tag} {...props} />
      ))}
    </Tree>
  );
}

function TagRow({ tag, ...props }: TagTreeProps & { tag: TagNode }) {
  const { onShow, onEdit, onDelete } = props;
  const m = useFindMessages();
  const format = useFormat();
  return (
    <TreeItem id={tag.id} textValue={tag.name} className="vt-tree-item">
      <TreeItemContent>
        {({ isSelected, hasChildItems, isExpanded, level }) => (
          <div className="vt-tree-row" style={{ paddingInlineStart: `${12 + (level - 1) * 24}px` }}>
            <Checkbox slot="selection" className="vt-option vt-tree-check">
              <CheckMark isOn={isSelected} />
            </Checkbox>
            {hasChildItems ? (
              <AriaButton slot="chevron" className="vt-btn vt-btn--icon vt-tree-open">
                <span data-open={isExpanded || undefined}>
                  <Icon icon={ChevronRight} size="s" isFlipped />
                </span>
              </AriaButton>
            ) : (
              <span className="vt-tree-open" />
            )}
            <svg className="vt-dot" viewBox="0 0 10 10" aria-hidden="true">
              <circle cx="5" cy="5" r="5" fill={tag.color} />
            </svg>
            <span className="vt-tree-name vt-clip" dir="auto">
              {tag.name}
            </span>
            <span className="vt-tree-text vt-faint vt-clip" dir="auto">
              {tag.description}
            </span>
            <span className="vt-num vt-tree-count" title={m.tagUsage}>
              {format.number(tag.usageCount)}
            </span>
            <Menu
              label={m.moreActions(tag.name)}
              items={[
                { id: 'edit', label: m.tagEdit, icon: Pencil },
                { id: 'show', label: m.tagShow, icon: Images },
                { id: 'delete', label: m.tagDelete, icon: Trash2, isDanger: true },
              ]}
              onAction={(deed) => (deed === 'edit' ? onEdit : deed === 'show' ? onShow : onDelete)(tag)}
              trigger={<IconButton icon={Ellipsis} label={m.moreActions(tag.name)} hasTooltip={false} />}
            />
          </div>
        )}
      </TreeItemContent>
      {tag.children.map((child) => (
        <TagRow key={child.id} {...props} tag={child} />
      ))}
    </TreeItem>
  );
}
