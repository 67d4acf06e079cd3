'use client';
import type { MediaFile, MediaValue } from '@vitrine/schema';
import { FileQuestion } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { canCrop } from '../CropEditor/can-crop.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { isolate } from './isolate-text.ts';
import { UseThumbnail } from './UseThumbnail.tsx';

interface FilledCardProps {
  value: MediaValue;
  /** null while it is loading, and where it is gone. */
  file: MediaFile | null;
  isLoading: boolean;
  isInvalid: boolean;
  isReadOnly: boolean;
  isOver: boolean;
  isAltOpen: boolean;
  onReplace(): void;
  onCrop(): void;
  onToggleAlt(): void;
  onRemove(): void;
}

/** A field that holds one file. */
export function FilledCard(props: FilledCardProps) {
  const { value, file, isLoading, isInvalid, isReadOnly, isOver, isAltOpen } = props;
  const messages = useEditorMessages();
  const format = useFormat();
  const name = file?.title ?? (isLoading ? messages.fieldLoading : messages.fieldGone);
  const details = file
    ? [isolate(format.type(file)), isolate(format.dimensions(file)), format.bytes(file.sizeBytes)]
        .filter(Boolean)
        .join(', ')
    : isLoading
      ? ''
      : messages.fieldGoneHint;
  const picture = file ? (
    <UseThumbnail file={file} value={value} aspect="4:3" shownWidth={120} />
  ) : (
    <span className="vt-thumb">{!isLoading && <Icon icon={FileQuestion} />}</span>
  );
  return (
    <div
      className={classNames('vt-filled', isInvalid && 'vt-filled--error')}
      data-over={isOver || undefined}
      aria-busy={isLoading}
    >
      {isReadOnly ? (
        picture
      ) : (
        <AriaButton
          className="vt-pic-button"
          aria-label={messages.fieldReplaceNamed(name)}
          onPress={props.onReplace}
        >
          {picture}
        </AriaButton>
      )}
      <div className="vt-grow">
        <div className={classNames('vt-file-title vt-clip', !file && !isLoading && 'vt-bad')} title={name}>
          {isOver ? messages.fieldDropNow : name}
        </div>
        <div className="vt-file-sub">{details}</div>
        {!isReadOnly && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read before each of these buttons
          <div className="vt-links" role="group" aria-label={name}>
            <Button variant="link" onPress={props.onReplace}>
              {messages.fieldReplace}
            </Button>
            {file && canCrop(file) && (
              <Button variant="link" onPress={props.onCrop}>
                {messages.fieldCrop}
              </Button>
            )}
            {file?.kind === 'image' && (
              <Button variant="link" aria-expanded={isAltOpen} onPress={props.onToggleAlt}>
                {messages.fieldAlt}
              </Button>
            )}
            <Button variant="link" onPress={props.onRemove}>
              {messages.fieldRemove}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
