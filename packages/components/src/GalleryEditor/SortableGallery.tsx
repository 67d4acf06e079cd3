'use client';
import type { MediaFile, MediaId, MediaValue } from '@vitrine/schema';
import { FileQuestion, GripVertical, PenLine, Plus, X } from 'lucide-react';
import { Button as AriaButton, GridList, GridListItem } from 'react-aria-components';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { keysOf } from '../MediaField/move-keys.ts';
import { rowCommands } from '../MediaField/row-commands.ts';
import { UseThumbnail } from '../MediaField/UseThumbnail.tsx';
import { useReorder } from '../MediaField/use-reorder.ts';
import { Icon } from '../ui/Icon.tsx';

interface SortableGalleryProps {
  labelId: string;
  values: readonly MediaValue[];
  files: ReadonlyMap<MediaId, MediaFile>;
  isLoading: boolean;
  isOver: boolean;
  onChange(values: MediaValue[]): void;
  onEdit(index: number): void;
  onFiles(files: File[]): void;
  onAdd(): void;
}

/** The pictures as tiles in their order, the next one's place at the end. */
export function SortableGallery(props: SortableGalleryProps) {
  const { labelId, values, files, isLoading, isOver, onChange, onEdit, onFiles, onAdd } = props;
  const messages = useEditorMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const keys = keysOf(values);
  const nameOf = (index: number) =>
    files.get(values[index]?.mediaId as MediaId)?.title ??
    (isLoading ? messages.fieldLoading : messages.fieldGone);
  const pick = (wanted: readonly string[]) =>
    wanted.flatMap((key) => {
      const value = values[keys.indexOf(key)];
      return value ? [value] : [];
    });
  const remove = (key: string) => {
    onChange(pick(keys.filter((other) => other !== key)));
    announce(messages.fieldRemoved(nameOf(keys.indexOf(key))));
  };
  const { dragAndDropHooks } = useReorder({
    keys,
    textOf: (key) => nameOf(keys.indexOf(key)),
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
  return (
    <div
      className="vt-gallery"
      {...rowCommands({ onOpen: (key) => onEdit(keys.indexOf(key)), onDelete: remove })}
    >
      {values.length > 0 && (
        <GridList
          aria-labelledby={labelId}
          layout="grid"
          className="vt-gallery-tiles"
          items={keys.map((id, index) => ({ id, index }))}
          dependencies={[values, files, isLoading]}
          dragAndDropHooks={dragAndDropHooks}
          keyboardNavigationBehavior="tab"
        >
          {({ id, index }) => {
            const value = values[index];
            const file = (value && files.get(value.mediaId)) ?? null;
            const name = nameOf(index);
            return (
              <GridListItem id={id} textValue={name} className="vt-gallery-tile">
                {file && value ? (
                  <UseThumbnail file={file} value={value} shownWidth={160} />
                ) : (
                  <span className="vt-thumb">{!isLoading && <Icon icon={FileQuestion} />}</span>
                )}
                <span className="vt-order vt-order--off">{format.number(index + 1)}</span>
                <span className="vt-tile-actions">
                  <AriaButton
                    slot="drag"
                    className="vt-tile-action"
                    aria-label={messages.fieldMove(
                      name,
                      format.number(index + 1),
                      format.number(values.length),
                    )}
                  >
                    <Icon icon={GripVertical} size="s" />
                  </AriaButton>
                  {file && (
                    <AriaButton
                      className="vt-tile-action"
                      aria-label={messages.fieldEdit(name)}
                      onPress={() => onEdit(index)}
                    >
                      <Icon icon={PenLine} size="s" />
                    </AriaButton>
                  )}
                  <AriaButton
                    className="vt-tile-action"
                    aria-label={messages.remove(name)}
                    onPress={() => remove(id)}
                  >
                    <Icon icon={X} size="s" />
                  </AriaButton>
                </span>
                <p className="vt-cap vt-clip" title={name}>
                  {value?.caption || name}
                </p>
              </GridListItem>
            );
          }}
        </GridList>
      )}
      <AriaButton className="vt-pic-button vt-gallery-add" data-over={isOver || undefined} onPress={onAdd}>
        <span className="vt-thumb vt-thumb--add">
          <span className="vt-add">
            <Icon icon={Plus} />
            {isOver ? messages.fieldDropNow : messages.galleryAdd}
          </span>
        </span>
        {values.length === 0 && (
          <span className="vt-gallery-none">
            <span>{messages.galleryEmpty}</span>
            <span className="vt-file-sub">{messages.galleryEmptyText}</span>
          </span>
        )}
      </AriaButton>
    </div>
  );
}
