'use client';

import type { TagId, TagNode } from '@vitrine/schema';
import { Merge, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DeleteTagDialog } from './DeleteTagDialog.tsx';
import { MergeTagsDialog } from './MergeTagsDialog.tsx';
import { TagDialog } from './TagDialog.tsx';
import { TagTree } from './TagTree.tsx';
import { findNodes, flatten } from './tag-nodes.ts';

export interface TagManagerProps {
  /** Shows the files that carry a tag. */
  onShow: (tag: TagNode) => void;
}

type Asked =
  | { deed: 'edit'; tag: TagNode | null }
  | { deed: 'delete'; tag: TagNode }
  | { deed: 'merge'; tags: readonly TagNode[] };

const NO_TAGS: readonly TagNode[] = [];

/** All tags as a tree: how many files carry each, and everything that is done with them. For those who may change them. */
export function TagManager({ onShow }: TagManagerProps) {
  const m = useFindMessages();
  const format = useFormat();
  const { data: tree = NO_TAGS, isPending, error, refetch } = trpc.tags.tree.useQuery({});
  const [text, setText] = useState('');
  const [isUnused, setUnused] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<TagId>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const all = useMemo(() => flatten(tree).map(({ tag }) => tag), [tree]);
  const shown = useMemo(() => findNodes(tree, { text, isUnused }), [tree, text, isUnused]);
  const isNarrowed = text.trim() !== '' || isUnused;
  const tags = all.filter(({ id }) => chosen.has(id));
  const close = () => setAsked(null);

  return (
    <section className="vt-tags" aria-label={m.tagsTitle}>
      <header className="vt-room-head">
        <h2>{m.tagsTitle}</h2>
        <p className="vt-faint vt-num" role="status">
          {!isPending && m.tagsCount(all.length, format.number(all.length))}
        </p>
        <span className="vt-end" />
        {tags.length > 1 && (
          <Button variant="line" icon={Merge} onPress={() => setAsked({ deed: 'merge', tags })}>
            {m.tagMerge}
          </Button>
        )}
        <Button variant="primary" icon={Plus} onPress={() => setAsked({ deed: 'edit', tag: null })}>
          {m.tagNew}
        </Button>
        <div className="vt-tags-find">
          <TextField
            label={m.tagsFind}
            isLabelHidden
            placeholder={m.tagsFind}
            value={text}
            onChange={setText}
          />
          <Switch isSelected={isUnused} onChange={setUnused}>
            {m.tagsUnused}
          </Switch>
        </div>
      </header>
      {shown.length > 0 ? (
        <TagTree
          tags={shown}
          isWhole={isNarrowed}
          chosen={chosen}
          onChoose={setChosen}
          onShow={onShow}
          onEdit={(tag) => setAsked({ deed: 'edit', tag })}
          onDelete={(tag) => setAsked({ deed: 'delete', tag })}
        />
      ) : error ? (
        <EmptyState
          picture="error"
          title={m.errorTitle}
          actions={
            <Button variant="line" onPress={() => void refetch()}>
              {m.retry}
            </Button>
          }
        >
          {toKitError(error).message}
        </EmptyState>
      ) : (
        !isPending && (
          <EmptyState
            picture={isNarrowed ? 'no-match' : 'empty'}
            title={isNarrowed ? m.tagsNoMatch : m.tagsNone}
          >
            {isNarrowed ? m.tagsNoMatchText : m.tagsNoneText}
          </EmptyState>
        )
      )}
      {asked?.deed === 'edit' && <TagDialog tag={asked.tag} tree={tree} onClose={close} />}
      {asked?.deed === 'delete' && <DeleteTagDialog tag={asked.tag} all={all} onClose={close} />}
      {asked?.deed === 'merge' && (
        <MergeTagsDialog tags={asked.tags} onClose={close} onMerged={(into) => setChosen(new Set([into]))} />
      )}
    </section>
  );
}
