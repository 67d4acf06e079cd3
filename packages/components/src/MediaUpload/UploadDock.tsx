'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useContainerWidth } from '../hooks/use-box-size.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import type { UploadItem } from '../store/upload-store.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { needsAnswer } from '../upload/upload-queue.ts';
import { useUploadQueue } from '../upload/use-upload-queue.ts';
import { UploadRow } from './UploadRow.tsx';

/** Narrower than this the list would cover the grid: the dock starts as one line. In px. */
const ROOMY = 620;

export interface UploadDockProps {
  /** Where there is nothing that the list could cover. */
  startsOpen?: boolean;
}

/** The uploads of this provider, docked under what is shown: nothing covers the pictures. Empty it is not there. */
export function UploadDock({ startsOpen = false }: UploadDockProps) {
  const { stores } = useKit();
  const items = useStore(stores.uploads, (state) => state.items);
  useUploadNews(items);
  return items.length === 0 ? null : <Dock items={items} startsOpen={startsOpen} />;
}

function Dock({ items, startsOpen }: { items: readonly UploadItem[]; startsOpen: boolean }) {
  const m = useMessages();
  const format = useFormat();
  const queue = useUploadQueue();
  const listId = useId();
  const box = useRef<HTMLElement>(null);
  const width = useContainerWidth(box);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? (startsOpen || width >= ROOMY);

  const done = items.filter(({ state }) => state === 'done');
  const waiting = items.filter(needsAnswer).length;
  const all = format.number(items.length);
  const summary =
    waiting === 0
      ? m.uploadSummary(format.number(done.length), all)
      : m.uploadSummaryWaiting(format.number(done.length), all, format.number(waiting));

  return (
    <section ref={box} className="vt-tray" aria-label={m.uploads} data-open={isOpen}>
      <div className="vt-tray-head">
        <span className="vt-strong">{m.uploads}</span>
        <span className="vt-quiet vt-clip">{summary}</span>
        <span className="vt-row vt-end">
          {isOpen && done.length > 1 && (
            <Button
              variant="link"
              onPress={() => {
                for (const { id } of done) queue.remove(id);
              }}
            >
              {m.clearDone}
            </Button>
          )}
          <IconButton
            icon={isOpen ? ChevronDown : ChevronUp}
            label={isOpen ? m.minimize : m.expand}
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            onPress={() => setChosen(!isOpen)}
          />
        </span>
      </div>
      {isOpen && (
        <ul id={listId} className="vt-tray-list" aria-label={m.uploads}>
          {items.map((item) => (
            <UploadRow key={item.id} item={item} queue={queue} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Tells screen readers what ended and what needs an answer; progress itself would drown them. */
function useUploadNews(items: readonly UploadItem[]) {
  const m = useMessages();
  const announce = useAnnounce();
  const before = useRef(new Map(items.map(({ id, state }) => [id, state])));
  useEffect(() => {
    for (const { id, name, state, error } of items) {
      if (before.current.get(id) === state) continue;
      if (state === 'done') announce(m.announceDone(name));
      if (state === 'duplicate') announce(m.announceDuplicate(name));
      if (state === 'failed') announce(m.announceFailed(name, error?.message ?? ''));
    }
    before.current = new Map(items.map(({ id, state }) => [id, state]));
  }, [items, announce, m]);
}
