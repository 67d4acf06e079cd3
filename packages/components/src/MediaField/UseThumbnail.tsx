'use client';
import type { MediaFile, MediaValue } from '@vitrine/schema';
import type { ReactNode } from 'react';
import { Image } from '../Image/Image.tsx';
import { pictureSource } from '../Image/picture-source.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { classNames } from '../ui/class-names.ts';

interface UseThumbnailProps {
  file: MediaFile;
  value: MediaValue;
  /** Frame it is shown in. */
  aspect?: `${number}:${number}`;
  /** How wide it is shown, in CSS pixels. */
  shownWidth: number;
  className?: string;
  children?: ReactNode;
}

/** A file as it is used here, with the crop of this use. Says nothing to screen readers: its name stands beside it. */
export function UseThumbnail({
  file,
  value,
  aspect = '1:1',
  shownWidth,
  className,
  children,
}: UseThumbnailProps) {
  if (file.kind !== 'image' || file.damaged || !pictureSource(file)) {
    return (
      <Thumbnail file={file} size="large" shownWidth={shownWidth} className={className}>
        {children}
      </Thumbnail>
    );
  }
  return (
    <span className={classNames('vt-thumb', file.hasAlpha && 'vt-thumb--clear', className)}>
      <Image value={{ ...value, decorative: true }} file={file} aspect={aspect} sizes={`${shownWidth}px`} />
      {children}
    </span>
  );
}
