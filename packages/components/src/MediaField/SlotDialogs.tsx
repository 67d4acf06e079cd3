'use client';
import { CropEditor } from '../CropEditor/CropEditor.tsx';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';
import { MediaPicker } from '../MediaPicker/index.ts';
import { pickerLimits } from './picker-limits.ts';
import type { MediaSlot } from './use-media-slot.ts';

interface SlotDialogsProps {
  slot: MediaSlot;
  /** The host's places that show the picture. */
  places?: readonly CropSlot[];
}

/** The picker and the crop editor of one place; each is there only while it is open. */
export function SlotDialogs({ slot, places }: SlotDialogsProps) {
  const { value, file, definition } = slot;
  const { aspect, minWidth } = definition.options;
  return (
    <>
      {slot.isPicking && (
        <MediaPicker
          isOpen
          onClose={() => slot.setPicking(false)}
          onSelect={slot.pick}
          {...pickerLimits(definition)}
          namespace={slot.namespace}
          value={value}
        />
      )}
      {slot.isCropping && file && value && (
        <CropEditor
          isOpen
          file={file}
          value={value}
          aspect={aspect}
          minWidth={minWidth}
          slots={places}
          onCancel={() => slot.setCropping(false)}
          onApply={(result) => {
            slot.change(result);
            slot.setCropping(false);
          }}
        />
      )}
    </>
  );
}
