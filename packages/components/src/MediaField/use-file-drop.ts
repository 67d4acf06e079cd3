'use client';
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';

interface FileDropOptions {
  onFiles(files: File[]): void;
  isDisabled?: boolean;
}

/** Files that are dropped on an element, or pasted while the focus is inside it. */
export function useFileDrop({ onFiles, isDisabled = false }: FileDropOptions) {
  const [isOver, setOver] = useState(false);
  // Entering a child leaves its parent: only when all are left is the pointer outside.
  const depth = useRef(0);
  const carriesFiles = (event: DragEvent) => !isDisabled && event.dataTransfer.types.includes('Files');
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  return {
    isOver,
    dropProps: {
      onDragEnter: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      },
      onDragOver: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      },
      onDragLeave: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) leave();
      },
      onDrop: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        leave();
        onFiles([...event.dataTransfer.files]);
      },
      onPaste: (event: ClipboardEvent) => {
        const files = [...event.clipboardData.files];
        if (isDisabled || files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      },
    },
  };
}
