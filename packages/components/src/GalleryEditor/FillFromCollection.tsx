'use client';
import type { CollectionId, MediaFile, MediaValue } from '@vitrine/schema';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { valueOf } from '../MediaField/media-values.ts';
import { toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';

interface FillFromCollectionProps {
  items: readonly MediaValue[];
  /** How many more the gallery takes. */
  room: number;
  onFill(items: MediaValue[], files: readonly MediaFile[], collectionId: CollectionId): void;
}

/** The most that one question answers. */
const PAGE = 100;

/** Adds the pictures of a collection that are not there yet; what is there stays, with its words and its order. */
export function FillFromCollection({ items, room, onFill }: FillFromCollectionProps) {
  const messages = useEditorMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const { client, locale } = useKit();
  const collections = trpc.collections.list.useQuery({}).data ?? [];
  const [said, setSaid] = useState<{ text: string; isBad: boolean } | null>(null);
  const say = (text: string, isBad = false) => {
    setSaid({ text, isBad });
    announce(text);
  };
  const fill = async (collectionId: CollectionId, title: string) => {
    const there = new Set(items.map(({ mediaId }) => mediaId));
    const fresh: MediaFile[] = [];
    let after: string | null = null;
    do {
      const page = await client.trpc.media.list.query({
        collectionId,
        kinds: ['image'],
        limit: PAGE,
        ...(after !== null && { after }),
      });
      fresh.push(...page.items.filter(({ id }) => !there.has(id)));
      after = page.nextCursor;
    } while (after !== null && fresh.length < room);
    const added = fresh.slice(0, room);
    if (added.length === 0) return say(messages.galleryNothingNew(title));
    onFill([...items, ...added.map((file) => valueOf(file, locale))], added, collectionId);
    say(
      fresh.length > room
        ? messages.fieldFull(format.number(items.length + room))
        : messages.galleryFilled(format.number(added.length), title),
    );
  };
  return (
    <div className="vt-end vt-gallery-fill">
      <Menu
        label={messages.galleryFill}
        items={
          collections.length > 0
            ? collections.map(({ id, title }) => ({ id, label: title }))
            : [{ id: 'none', label: messages.galleryNoCollections, isDisabled: true }]
        }
        onAction={(id) => {
          const collection = collections.find((one) => one.id === id);
          if (!collection) return;
          fill(collection.id, collection.title).catch((error: unknown) =>
            say(toKitError(error).message, true),
          );
        }}
        trigger={<Button variant="link">{messages.galleryFill}</Button>}
      />
      {said && <p className={said.isBad ? 'vt-file-sub vt-bad' : 'vt-file-sub'}>{said.text}</p>}
    </div>
  );
}
