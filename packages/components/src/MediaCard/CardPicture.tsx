'use client';

import type { MediaFile } from '@vitrine/schema';
import { FileText, FileWarning, Film, ImageIcon, Music } from 'lucide-react';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { thumbnailUrl } from './thumbnail-url.ts';

const icons = { image: ImageIcon, video: Film, audio: Music, document: FileText };

/** The small picture of a list: whole, in its own aspect. */
export function CardPicture({ file }: { file: MediaFile }) {
  const url = thumbnailUrl(file, 'small');
  if (url === null) {
    return (
      <span className={classNames('vt-file-pic', file.damaged && 'vt-bad')}>
        <Icon icon={file.damaged ? FileWarning : icons[file.kind]} />
      </span>
    );
  }
  return (
    <span className={classNames('vt-file-pic', file.hasAlpha && 'vt-file-pic--clear')}>
      <img src={url} alt="" draggable={false} decoding="async" />
    </span>
  );
}
