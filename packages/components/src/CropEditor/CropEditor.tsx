'use client';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { CropPanel, type CropPanelProps } from './CropPanel.tsx';

export interface CropEditorProps extends CropPanelProps {
  isOpen: boolean;
}

/** The crop and the focal point of one use of a picture, over the page. The file itself stays as it is. */
export function CropEditor({ isOpen, ...panel }: CropEditorProps) {
  const messages = useEditorMessages();
  return (
    <Dialog isOpen={isOpen} onClose={panel.onCancel} title={messages.cropTitle} className="vt-crop-dialog">
      <CropPanel {...panel} />
    </Dialog>
  );
}
