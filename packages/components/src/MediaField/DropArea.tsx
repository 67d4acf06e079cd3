'use client';
import { FilePlus, ImagePlus } from 'lucide-react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';

interface DropAreaProps {
  isPicture: boolean;
  isMultiple: boolean;
  /** The limits in a line. */
  hint: string;
  isOver: boolean;
  isInvalid: boolean;
  isReadOnly: boolean;
  /** Names the button: `Hero picture: Choose`. */
  labelId: string;
  buttonId: string;
  onChoose(): void;
}

/** A field that holds nothing yet. */
export function DropArea(props: DropAreaProps) {
  const { isPicture, isMultiple, hint, isOver, isInvalid, isReadOnly, labelId, buttonId, onChoose } = props;
  const messages = useEditorMessages();
  const invitation = isPicture
    ? isMultiple
      ? messages.fieldDropPictures
      : messages.fieldDropPicture
    : isMultiple
      ? messages.fieldDropMany
      : messages.fieldDrop;
  return (
    <div className={classNames('vt-drop', isInvalid && 'vt-drop--error')} data-over={isOver || undefined}>
      <span className="vt-drop-pic">
        <Icon icon={isPicture ? ImagePlus : FilePlus} />
      </span>
      <div className="vt-grow">
        <div>{isReadOnly ? messages.fieldEmpty : isOver ? messages.fieldDropNow : invitation}</div>
        {hint && <div className="vt-file-sub">{hint}</div>}
      </div>
      {!isReadOnly && (
        <Button variant="line" id={buttonId} aria-labelledby={`${labelId} ${buttonId}`} onPress={onChoose}>
          {messages.fieldChoose}
        </Button>
      )}
    </div>
  );
}
