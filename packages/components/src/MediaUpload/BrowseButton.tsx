'use client';

import type { LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { Uploads } from '../upload/use-uploads.ts';

export interface BrowseButtonProps {
  uploads: Uploads;
  /** The text, or the name where only the icon is shown. */
  label: string;
  icon?: LucideIcon;
  isIconOnly?: boolean;
  /** Opens the camera of a phone instead of its files. */
  isCamera?: boolean;
  isSingle?: boolean;
  variant?: 'plain' | 'line' | 'primary' | 'link';
  className?: string;
}

/** Opens the browser's own file dialog with what the target takes. */
export function BrowseButton({
  uploads,
  label,
  icon,
  isIconOnly,
  isCamera,
  isSingle,
  variant = 'line',
  className,
}: BrowseButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const browse = () => input.current?.click();
  return (
    <>
      {isIconOnly && icon ? (
        <IconButton icon={icon} label={label} onPress={browse} className={className} />
      ) : (
        <Button icon={icon} variant={variant} onPress={browse} className={className}>
          {label}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple={!isSingle && !isCamera}
        accept={isCamera ? 'image/*' : uploads.accept || undefined}
        capture={isCamera ? 'environment' : undefined}
        aria-label={label}
        onChange={(event) => {
          uploads.add([...(event.target.files ?? [])]);
          // The same file may be chosen again after it failed.
          event.target.value = '';
        }}
      />
    </>
  );
}
