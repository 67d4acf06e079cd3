'use client';
import type { MediaFile, MediaValue } from '@vitrine/schema';
import { useState } from 'react';
import { CropEditor } from '../CropEditor/CropEditor.tsx';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';
import { canCrop } from '../CropEditor/can-crop.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { isolate } from './isolate-text.ts';
import { UseForm } from './UseForm.tsx';
import { UseThumbnail } from './UseThumbnail.tsx';

export interface UseDialogProps {
  value: MediaValue;
  file: MediaFile;
  onChange(value: MediaValue): void;
  onClose(): void;
  isAltRequired: boolean;
  aspect?: `${number}:${number}`;
  slots?: readonly CropSlot[];
  minWidth?: number;
}

/** How one of several files is used here: its words, and from here its crop. Changes hold at once. */
export function UseDialog(props: UseDialogProps) {
  const { value, file, onChange, onClose, isAltRequired, aspect, slots, minWidth } = props;
  const messages = useEditorMessages();
  const format = useFormat();
  const [isCropping, setCropping] = useState(false);
  return (
    <Dialog isOpen onClose={onClose} title={messages.useTitle(file.title)}>
      <div className="vt-modal-body vt-col">
        <div className="vt-filled">
          <UseThumbnail file={file} value={value} aspect="4:3" shownWidth={120} />
          <div className="vt-grow">
            <div className="vt-file-title vt-clip">{file.title}</div>
            <div className="vt-file-sub">
              {[isolate(format.type(file)), isolate(format.dimensions(file))].filter(Boolean).join(', ')}
            </div>
            {canCrop(file) && (
              <div className="vt-links">
                <Button variant="link" onPress={() => setCropping(true)}>
                  {messages.fieldCrop}
                </Button>
              </div>
            )}
          </div>
        </div>
        <UseForm
          value={value}
          file={file}
          onChange={onChange}
          isAltRequired={isAltRequired}
          withCaption
          autoFocus
        />
      </div>
      <div className="vt-modal-foot">
        <Button variant="primary" onPress={onClose}>
          {messages.done}
        </Button>
      </div>
      {isCropping && (
        <CropEditor
          isOpen
          file={file}
          value={value}
          aspect={aspect}
          slots={slots}
          minWidth={minWidth}
          onCancel={() => setCropping(false)}
          onApply={(result) => {
            onChange({ ...value, ...result });
            setCropping(false);
          }}
        />
      )}
    </Dialog>
  );
}
