'use client';

import type { MediaFile } from '@vitrine/schema';
import { RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useMediaList } from '../hooks/use-media-list.ts';
import { useSession } from '../hooks/use-session.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { mayUpload } from '../MediaDetails/may-change.ts';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useWork } from '../work/use-work.ts';
import { WorkScope } from '../work/WorkScope.tsx';
import { countOf, inputOf, knownOf, type WorkTarget } from '../work/work-target.ts';
import { PurgeDialog } from './PurgeDialog.tsx';
import { TrashBar } from './TrashBar.tsx';
import { TrashRow } from './TrashRow.tsx';
import { useTrashSelection } from './use-trash-selection.ts';

export interface MediaTrashProps {
  /** Words that the files must match. */
  search?: string;
  /** How long a server that does not say it keeps what is in the trash. */
  retentionDays?: number;
  onRestored?: (file: MediaFile) => void;
}

const BONES = ['a', 'b', 'c', 'd'];

/** The files in the trash: who deleted them when, until when they are kept, and a way back. */
export function MediaTrash(props: MediaTrashProps) {
  return (
    <WorkScope>
      <Trash {...props} />
    </WorkScope>
  );
}

function Trash({ search, retentionDays = 30, onRestored }: MediaTrashProps) {
  const m = useMessages();
  const { client, queryClient } = useKit();
  const announce = useAnnounce();
  const session = useSession();
  const list = useMediaList({ state: 'trashed', search: search || undefined, sort: '-updatedAt' });
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  const { files, hasMore, loadMore } = list;
  const box = useRef<HTMLDivElement>(null);
  const { run } = useWork();
  const total = list.total?.value ?? files.length;
  const selection = useTrashSelection(files, total, search);
  const [asked, setAsked] = useState<{ target: WorkTarget; isAll: boolean } | null>(null);
  const isAdmin = session?.role === 'admin';
  const askPurge = (target: WorkTarget | null) => target && setAsked({ target, isAll: false });

  /** What had the focus may be gone: the list takes it. */
  const keepFocus = () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) box.current?.focus();
    });
  const restoreChosen = async () => {
    const { target } = selection;
    if (!target) return;
    selection.none();
    await run({ deed: 'restore', total: countOf(target), known: knownOf(target) }, () =>
      client.trpc.media.bulkRestore.mutate(inputOf(target)),
    );
    keepFocus();
  };

  const restore = async (file: MediaFile) => {
    const fail = (message: string) => setFailures((before) => ({ ...before, [file.id]: message }));
    try {
      const { failed } = await client.trpc.media.restore.mutate({ ids: [file.id] });
      const [refusal] = failed;
      if (refusal) {
        fail(refusal.message);
        return;
      }
      announce(m.announceRestored(file.title));
      onRestored?.(file);
      selection.set(file.id, false);
      const stale = [libraryKeys.lists, libraryKeys.one, libraryKeys.collections, libraryKeys.stats];
      await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      keepFocus();
    } catch (error) {
      fail(toKitError(error).message);
    }
  };

  if (list.isLoading) {
    return (
      <ul className="vt-trash" aria-busy="true" aria-label={m.trashList}>
        {BONES.map((bone) => (
          <li key={bone} className="vt-trash-row">
            <span className="vt-thumb" />
            <Skeleton isName />
          </li>
        ))}
      </ul>
    );
  }
  if (list.error && files.length === 0) {
    return (
      <EmptyState
        picture="error"
        title={m.errorTitle}
        actions={
          <Button variant="primary" icon={RotateCw} onPress={list.retry}>
            {m.retry}
          </Button>
        }
      >
        {list.error.message}
      </EmptyState>
    );
  }
  if (files.length === 0) {
    return (
      <EmptyState picture={search ? 'no-match' : 'empty'} title={search ? m.noMatchTitle : m.trashEmptyTitle}>
        {search ? m.noMatchText : m.trashEmptyText}
      </EmptyState>
    );
  }
  return (
    <div className="vt-trash-box" ref={box} tabIndex={-1}>
      {mayUpload(session) && (
        <TrashBar
          chosen={selection.chosen.length}
          total={total}
          loaded={files.length}
          isWhole={selection.isWhole}
          onAll={selection.all}
          onWhole={selection.whole}
          onNone={selection.none}
          onRestore={() => void restoreChosen()}
          onPurge={isAdmin ? () => askPurge(selection.target) : undefined}
          onEmpty={
            isAdmin && !search
              ? () => setAsked({ target: { query: {}, total, shown: files, isTrash: true }, isAll: true })
              : undefined
          }
        />
      )}
      <ul className="vt-trash" aria-label={m.trashList}>
        {files.map((file) => (
          <TrashRow
            key={file.id}
            file={file}
            session={session}
            retentionDays={retentionDays}
            failure={failures[file.id]}
            isChosen={selection.has(file.id)}
            onChoose={(isOn) => selection.set(file.id, isOn)}
            onRestore={() => restore(file)}
            onPurge={isAdmin ? () => askPurge({ files: [file] }) : undefined}
          />
        ))}
        {hasMore && <LoadMore onReach={loadMore} label={m.loadingMore} />}
      </ul>
      {asked && (
        <PurgeDialog
          {...asked}
          onClose={() => setAsked(null)}
          onPurged={() => {
            selection.none();
            keepFocus();
          }}
        />
      )}
    </div>
  );
}

/** Asks for the next page as soon as it is seen. */
function LoadMore({ onReach, label }: { onReach: () => void; label: string }) {
  const end = useRef<HTMLLIElement>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) reach.current();
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  return (
    <li ref={end} className="vt-trash-row vt-faint">
      {label}
    </li>
  );
}
