'use client';

import { Info, TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import type { SelectionStore } from '../store/selection-store.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** Thumbnails of the picks that fit beside the count. */
const MAX_PICTURES = 6;

export interface PickerFootProps {
  selection: SelectionStore;
  /** null is no limit, and none is shown. */
  max: number | null;
  isMultiple: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** On phones, where the details have no pane. */
  onShowDetails?: (() => void) | undefined;
}

/** What is chosen, in order, and what to do with it. */
export function PickerFoot({
  selection,
  max,
  isMultiple,
  onConfirm,
  onCancel,
  onShowDetails,
}: PickerFootProps) {
  const m = useMessages();
  const format = useFormat();
  const { files, refusal, clear } = useStore(selection);
  const count = files.length;
  return (
    <footer className="vt-foot">
      {count > 0 && (
        <div className="vt-picks vt-wide-only" aria-hidden="true">
          {files.slice(0, MAX_PICTURES).map((file) => (
            <Thumbnail key={file.id} file={file} size="small" />
          ))}
          {count > MAX_PICTURES && (
            <span className="vt-picks-more">+{format.number(count - MAX_PICTURES)}</span>
          )}
        </div>
      )}
      <div className="vt-foot-count">
        <span role="status">
          <span className="vt-strong">{m.selected(count, format.number(count))}</span>{' '}
          {max !== null && <span className="vt-faint">{m.selectedOfMax(format.number(max))}</span>}
        </span>
        {count > 0 && (
          <Button variant="link" onPress={clear}>
            {m.clear}
          </Button>
        )}
        {onShowDetails && (
          <IconButton
            icon={Info}
            label={m.detailsTitle}
            className="vt-phone-only vt-end"
            hasTooltip={false}
            onPress={onShowDetails}
          />
        )}
        {refusal && (
          <span className="vt-foot-refusal" role="alert">
            <Icon icon={TriangleAlert} size="s" />
            {m.selectionRefused(format.number(refusal.max))}
          </span>
        )}
      </div>
      <Button variant="line" onPress={onCancel}>
        {m.cancel}
      </Button>
      <Button variant="primary" isDisabled={count === 0} onPress={onConfirm}>
        {isMultiple ? m.confirmSelection : m.takeFile}
      </Button>
    </footer>
  );
}
