'use client';

import { keepPreviousData } from '@tanstack/react-query';
import type { TagId, TagReference } from '@vitrine/schema';
import { useState } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useDebounced } from '../hooks/use-debounced.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { trpc } from '../provider/trpc.ts';
import { useOverlayRoot } from '../ui/use-overlay-root.ts';

/** Suggestions wait for a pause of this length in ms. */
const PAUSE_MS = 150;
const MAX_SUGGESTIONS = 20;
/** Of the list, in px: the tags of the file stay in sight. */
const MAX_HEIGHT = 240;
/** The key of the offer to make a new tag; never a UUID. */
const NEW = 'new';

export interface TagInputProps {
  /** Not suggested again. */
  taken: readonly TagId[];
  onAdd: (tag: TagReference) => void;
  /** It was left, or escaped from. */
  onClose: () => void;
}

/** Finds a tag by the beginning of its name, or makes one. */
export function TagInput({ taken, onAdd, onClose }: TagInputProps) {
  const m = useMessages();
  const root = useOverlayRoot();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), PAUSE_MS);
  const { data = [] } = trpc.tags.list.useQuery(
    { search: search || undefined, limit: MAX_SUGGESTIONS },
    { placeholderData: keepPreviousData },
  );
  const name = text.trim();
  const same = (other: string) => other.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0;
  const options = data.filter((tag) => !taken.includes(tag.id));
  const items = options.map(({ id, name: label }) => ({ id: id as string, label }));
  if (name !== '' && !data.some((tag) => same(tag.name))) items.push({ id: NEW, label: m.tagMake(name) });

  const add = (key: string) => {
    const tag = options.find(({ id }) => id === key);
    if (tag) onAdd({ id: tag.id });
    else if (key === NEW && name !== '') onAdd({ name });
    setText('');
  };

  return (
    <ComboBox
      aria-label={m.tagAddLabel}
      inputValue={text}
      onInputChange={setText}
      items={items}
      selectedKey={null}
      menuTrigger="input"
      allowsCustomValue
      onSelectionChange={(key) => {
        if (key !== null) add(String(key));
      }}
      // Not the input's own: pressing an option would end it before the option is taken.
      onBlur={onClose}
      className="vt-tag-input"
    >
      <Input
        className="vt-input"
        autoFocus
        maxLength={100}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
          // Enter without an option under the cursor takes what is written.
          if (
            event.key === 'Enter' &&
            name !== '' &&
            !event.currentTarget.getAttribute('aria-activedescendant')
          ) {
            event.preventDefault();
            add(options.find((tag) => same(tag.name))?.id ?? NEW);
          }
        }}
      />
      <Popover
        {...root.attributes}
        className="vt vt-popover"
        offset={4}
        maxHeight={MAX_HEIGHT}
        UNSTABLE_portalContainer={root.container}
      >
        <ListBox className="vt-menu">
          {(item: { id: string; label: string }) => (
            <ListBoxItem id={item.id} textValue={item.label} className="vt-menu-item">
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
