'use client';
import type { MediaFile, MediaId, MediaValue } from '@vitrine/schema';
import { FileQuestion, GripVertical, PenLine, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, GridList, GridListItem } from 'react-aria-components';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { FileName } from '../ui/FileName.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { isolate } from './isolate-text.ts';
import { keysOf } from './move-keys.ts';
import { rowCommands } from './row-commands.ts';
import { UseThumbnail } from './UseThumbnail.tsx';
import { useReorder } from './use-reorder.ts';

export interface SortableListProps {
  label: string;
  values: readonly MediaValue[];
  files: ReadonlyMap<MediaId, MediaFile>;
  isLoading: boolean;
  isReadOnly: boolean;
  /** What is wrong with one of them, in a few words. */
  problemOf(value: MediaValue, file: MediaFile | null): string | null;
  onChange(values: MediaValue[]): void;
  onEdit(index: number): void;
  onFiles(files: File[]): void;
}

/** Several files in their order. Space on a grip lifts, arrows move, Space drops; Delete takes out what is selected. */
export function SortableList(props: SortableListProps) {
  const { label, values, files, isLoading, isReadOnly, problemOf, onChange, onEdit, onFiles } = props;
  const messages = useEditorMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const keys = keysOf(values);
  const nameOf = (index: number) => {
    const file = files.get(values[index]?.mediaId as MediaId);
    return file?.originalFilename ?? (isLoading ? messages.fieldLoading : messages.fieldGone);
  };
  const pick = (wanted: readonly string[]) =>
    wanted.flatMap((key) => {
      const value = values[keys.indexOf(key)];
      return value ? [value] : [];
    });
  const remove = (gone: ReadonlySet<string>) => {
    onChange(pick(keys.filter((key) => !gone.has(key))));
    setSelected(new Set());
    for (const key of gone) announce(messages.fieldRemoved(nameOf(keys.indexOf(key))));
  };
  const { dragAndDropHooks } = useReorder({
    keys,
    textOf: (key) => nameOf(keys.indexOf(key)),
    isDisabled: isReadOnly,
    onFiles,
    onReorder: (order, moved) => {
      const [first] = moved;
      onChange(pick(order));
      if (first !== undefined) {
        const position = format.number(order.indexOf(first) + 1);
        announce(messages.fieldMoved(nameOf(keys.indexOf(first)), position, format.number(order.length)));
      }
    },
  });
  const there = new Set([...selected].filter((key) => keys.includes(key)));
  const rows = keys.map((id, index) => ({ id, index }));
  return (
    <>
      <div
        {...(!isReadOnly &&
          rowCommands({
            onOpen: (key) => onEdit(keys.indexOf(key)),
            onDelete: (key) => remove(there.size > 0 ? there : new Set([key])),
          }))}
      >
        <GridList
          aria-label={label}
          className="vt-sort"
          items={rows}
          dependencies={[values, files, isLoading, isReadOnly]}
          dragAndDropHooks={dragAndDropHooks}
          keyboardNavigationBehavior="tab"
          selectionMode={isReadOnly ? 'none' : 'multiple'}
          selectionBehavior="replace"
          selectedKeys={there}
          onSelectionChange={(next) => setSelected(new Set(next === 'all' ? keys : [...next].map(String)))}
        >
          {({ id, index }) => {
            const value = values[index];
            const file = (value && files.get(value.mediaId)) ?? null;
            const name = nameOf(index);
            const problem = value && !isLoading ? problemOf(value, file) : null;
            return (
              <GridListItem
                id={id}
                textValue={name}
                className="vt-sort-item"
                data-read-only={isReadOnly || undefined}
              >
                {!isReadOnly && (
                  <AriaButton
                    slot="drag"
                    className="vt-btn vt-grip"
                    aria-label={messages.fieldMove(
                      name,
                      format.number(index + 1),
                      format.number(values.length),
                    )}
                  >
                    <Icon icon={GripVertical} />
                  </AriaButton>
                )}
                <span className="vt-faint vt-num">{format.number(index + 1)}</span>
                {file && value ? (
                  <UseThumbnail file={file} value={value} shownWidth={44} />
                ) : (
                  <span className="vt-thumb">{!isLoading && <Icon icon={FileQuestion} />}</span>
                )}
                <div className="vt-grow">
                  <FileName name={name} />
                  <div className={classNames('vt-file-sub', problem && 'vt-bad')}>
                    {problem ?? (file && (isolate(format.dimensions(file)) || format.bytes(file.sizeBytes)))}
                  </div>
                </div>
                {!isReadOnly && (
                  <span className="vt-sort-actions">
                    {file && (
                      <IconButton
                        icon={PenLine}
                        label={messages.fieldEdit(name)}
                        onPress={() => onEdit(index)}
                      />
                    )}
                    <IconButton
                      icon={X}
                      label={messages.remove(name)}
                      onPress={() => remove(new Set([id]))}
                    />
                  </span>
                )}
              </GridListItem>
            );
          }}
        </GridList>
      </div>
      {there.size > 1 && (
        <Button variant="link" onPress={() => remove(there)}>
          {messages.fieldRemoveSelected(format.number(there.size))}
        </Button>
      )}
    </>
  );
}
