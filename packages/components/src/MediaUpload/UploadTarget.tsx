'use client';

import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { Icon } from '../ui/Icon.tsx';
import { collectFiles, pastedFiles } from '../upload/collect-files.ts';
import type { Uploads } from '../upload/use-uploads.ts';
import { RefusedDialog } from './RefusedDialog.tsx';

export interface UploadTargetProps {
  /** What the overlay names while files hang over it: "Editorial", "Hero picture". */
  label: string;
  uploads: Uploads;
  children: ReactNode;
  className?: string;
  isDisabled?: boolean;
  /** Also takes what is pasted while nothing is focused. One such target on a page. */
  isPageTarget?: boolean;
}

const holdsFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;

/** Takes files that are dropped anywhere on it or pasted into it, and says why some can not be sent. */
export function UploadTarget({
  label,
  uploads,
  children,
  className,
  isDisabled,
  isPageTarget,
}: UploadTargetProps) {
  const m = useMessages();
  const announce = useAnnounce();
  const [isOver, setOver] = useState(false);
  // Entering a child comes before leaving its parent: only the balance tells whether the pointer is still here.
  const depth = useRef(0);

  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  const takes = (event: DragEvent) => !isDisabled && holdsFiles(event.dataTransfer);

  const drop = async (event: DragEvent) => {
    if (!takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
    try {
      uploads.add(await collectFiles(event.dataTransfer));
    } catch (error) {
      // A folder that vanished or may not be read.
      announce(toKitError(error).message);
    }
  };
  const paste = (event: { clipboardData: DataTransfer | null; preventDefault(): void }) => {
    const files = pastedFiles(event.clipboardData, new Date());
    if (isDisabled || files.length === 0) return;
    event.preventDefault();
    uploads.add(files);
  };
  usePagePaste(isPageTarget === true, paste);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the browse button is the accessible one
    <div
      className={className ? `vt-target ${className}` : 'vt-target'}
      data-over={isOver || undefined}
      onDragEnter={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDrop={drop}
      onPaste={isPageTarget ? undefined : paste}
    >
      {children}
      {isOver && (
        <div className="vt-drop-over">
          <span className="vt-drop-word">
            <Icon icon={Upload} />
            {m.dropTitle(label)}
          </span>
        </div>
      )}
      <RefusedDialog uploads={uploads} />
    </div>
  );
}

function usePagePaste(isOn: boolean, paste: (event: globalThis.ClipboardEvent) => void) {
  const current = useRef(paste);
  useEffect(() => {
    current.current = paste;
  });
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: globalThis.ClipboardEvent) => {
      // A dialog over the page, or a field of the host, takes its own.
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest('[role="dialog"], [role="alertdialog"], [contenteditable="true"]')) return;
      current.current(event);
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, [isOn]);
}
