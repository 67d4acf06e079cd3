'use client';
import { type NodeViewProps, NodeViewWrapper } from '@tiptap/react';
import { MediaValue } from '@vitrine/schema';
import { AlignCenter, AlignLeft, AlignRight, PenLine, X } from 'lucide-react';
import { useState } from 'react';
import { Image } from '../Image/Image.tsx';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { UseDialog } from '../MediaField/UseDialog.tsx';
import { useKnownFiles } from '../MediaField/use-known-files.ts';
import { useKit } from '../provider/use-kit.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';
import { mediaAttributes } from './media-attributes.ts';

/** A picture in the text that is being written: with its tools while it is selected, and its caption. */
export function MediaNodeView(props: NodeViewProps) {
  const { node, selected, editor, getPos, updateAttributes, deleteNode } = props;
  const value = MediaValue.safeParse(node.attrs.value);
  if (!value.success) return <NodeViewWrapper />;
  return (
    <MediaInEditor
      value={value.data}
      {...mediaAttributes(node.attrs)}
      isSelected={selected && editor.isEditable}
      onChange={updateAttributes}
      onRemove={deleteNode}
      onSelect={() => {
        const position = getPos();
        if (position !== undefined) editor.chain().setNodeSelection(position).focus().run();
      }}
    />
  );
}

interface MediaInEditorProps extends ReturnType<typeof mediaAttributes> {
  value: MediaValue;
  isSelected: boolean;
  onChange(attributes: Record<string, unknown>): void;
  onRemove(): void;
  onSelect(): void;
}

function MediaInEditor(props: MediaInEditorProps) {
  const { value, width, alignment, isSelected, onChange, onRemove, onSelect } = props;
  const messages = useEditorMessages();
  const { direction } = useKit();
  const { files, isLoading } = useKnownFiles([value.mediaId]);
  const [isEditing, setEditing] = useState(false);
  const file = files.get(value.mediaId);
  const name = file?.title ?? (isLoading ? messages.fieldLoading : messages.fieldGone);
  const [Start, End] = direction === 'rtl' ? [AlignRight, AlignLeft] : [AlignLeft, AlignRight];
  const changeValue = (next: MediaValue) => onChange({ value: next });
  return (
    <NodeViewWrapper
      as="figure"
      className="vt-text-media vt-insert"
      data-width={width}
      data-align={alignment}
      data-selected={isSelected || undefined}
      aria-label={name}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys of the text select it too */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys of the text select it too */}
      <div data-drag-handle="" className="vt-insert-pic" contentEditable={false} onClick={onSelect}>
        {file ? (
          <Image value={value} file={file} sizes="480px" loading="eager" />
        ) : (
          <p className={isLoading ? 'vt-insert-gone' : 'vt-insert-gone vt-bad'}>{name}</p>
        )}
      </div>
      {isSelected && (
        <div className="vt-float" contentEditable={false} role="toolbar" aria-label={name}>
          <SegmentedControl
            label={messages.richWidth}
            value={width}
            options={[
              { id: 'full', label: messages.sizeFull },
              { id: 'half', label: messages.sizeHalf },
              { id: 'third', label: messages.sizeThird },
            ]}
            onChange={(next) => onChange({ width: next })}
          />
          {width !== 'full' && (
            <SegmentedControl
              label={messages.alignment}
              value={alignment}
              options={[
                { id: 'start', label: messages.alignStart, icon: Start },
                { id: 'center', label: messages.alignCenter, icon: AlignCenter },
                { id: 'end', label: messages.alignEnd, icon: End },
              ]}
              onChange={(next) => onChange({ alignment: next })}
            />
          )}
          {file && (
            <IconButton icon={PenLine} label={messages.fieldEdit(name)} onPress={() => setEditing(true)} />
          )}
          <IconButton icon={X} label={messages.remove(name)} onPress={onRemove} />
        </div>
      )}
      <input
        className="vt-insert-caption"
        aria-label={messages.richCaption}
        placeholder={messages.richCaption}
        value={value.caption ?? ''}
        maxLength={2000}
        onChange={(event) => changeValue({ ...value, caption: event.target.value || undefined })}
        onKeyDown={(event) => {
          // In a form of the host it would send the form.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {isEditing && file && (
        <UseDialog
          value={value}
          file={file}
          isAltRequired={false}
          onChange={changeValue}
          onClose={() => setEditing(false)}
        />
      )}
    </NodeViewWrapper>
  );
}
