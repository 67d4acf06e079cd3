'use client';
import { type MediaFieldDefinition, type MediaValue, mediaField } from '@vitrine/schema';
import { CircleAlert, ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';
import { canCrop } from '../CropEditor/can-crop.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { SlotDialogs } from './SlotDialogs.tsx';
import { UploadRows } from './UploadRows.tsx';
import { UseForm } from './UseForm.tsx';
import { UseThumbnail } from './UseThumbnail.tsx';
import { useMediaSlot } from './use-media-slot.ts';

const pictures: MediaFieldDefinition = mediaField({ kind: 'image' });

interface PictureSlotProps {
  /** What the picture is for: names its buttons. */
  label: string;
  value: MediaValue | null;
  onChange(value: MediaValue | null): void;
  shape: 'square' | 'wide' | 'small';
  /** Offers the alt text beneath the picture; without it the editor has its own field. */
  withAlt?: boolean;
  places?: readonly CropSlot[];
  namespace?: string;
}

/** One picture in an editor: large, with its doings as words beneath it. Click or drop replaces. */
export function PictureSlot(props: PictureSlotProps) {
  const { label, value, onChange, shape, withAlt, places, namespace } = props;
  const messages = useEditorMessages();
  const slot = useMediaSlot({ value, onChange, definition: pictures, namespace });
  const [isAltOpen, setAltOpen] = useState(false);
  const { file } = slot;
  const shapeClass = classNames(shape === 'wide' && 'vt-thumb--wide', shape === 'small' && 'vt-thumb--small');
  const name = file?.title ?? (slot.isLoading ? messages.fieldLoading : messages.fieldGone);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can not be a drop target laid out as a grid
    <div {...slot.dropProps} role="group" aria-label={label} className="vt-picture-slot" data-shape={shape}>
      <AriaButton
        className="vt-pic-button"
        data-over={slot.isOver || undefined}
        aria-label={value ? messages.fieldReplaceNamed(name) : `${label}: ${messages.fieldChoose}`}
        onPress={() => slot.setPicking(true)}
      >
        {value && file ? (
          <UseThumbnail
            file={file}
            value={value}
            aspect={shape === 'wide' ? '16:9' : '1:1'}
            shownWidth={shape === 'small' ? 144 : 320}
            className={shapeClass}
          />
        ) : (
          <span
            className={classNames('vt-thumb', !value && 'vt-thumb--add', shapeClass)}
            aria-busy={slot.isLoading}
          >
            {!slot.isLoading && (
              <span className={classNames('vt-add', value && 'vt-bad')}>
                <Icon icon={value ? CircleAlert : ImagePlus} />
                {value ? messages.fieldGone : slot.isOver ? messages.fieldDropNow : messages.fieldChoose}
              </span>
            )}
          </span>
        )}
      </AriaButton>
      {value && (
        <div className="vt-links">
          {shape !== 'small' && (
            <Button variant="link" onPress={() => slot.setPicking(true)}>
              {messages.fieldReplace}
            </Button>
          )}
          {file && canCrop(file) && (
            <Button variant="link" onPress={() => slot.setCropping(true)}>
              {messages.fieldCrop}
            </Button>
          )}
          {withAlt && (
            <Button variant="link" aria-expanded={isAltOpen} onPress={() => setAltOpen(!isAltOpen)}>
              {messages.fieldAlt}
            </Button>
          )}
          <Button variant="link" onPress={slot.remove}>
            {messages.fieldRemove}
          </Button>
        </div>
      )}
      <UploadRows uploads={slot.uploads} onCancel={slot.cancelUpload} onRetry={slot.retryUpload} />
      <div role="alert">
        {[...slot.refusals, ...(slot.loadError && !file ? [messages.fieldLoadFailed] : [])].map((problem) => (
          <p key={problem} className="vt-note vt-note--bad">
            <Icon icon={CircleAlert} size="s" />
            <span>{problem}</span>
          </p>
        ))}
      </div>
      {withAlt && value && isAltOpen && (
        <UseForm value={value} file={file} onChange={onChange} isAltRequired={false} withCaption autoFocus />
      )}
      <SlotDialogs slot={slot} places={places} />
    </div>
  );
}
