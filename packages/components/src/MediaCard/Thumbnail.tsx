'use client';

import type { FocalPoint, MediaFile, ThumbnailPreset } from '@vitrine/schema';
import { FileText, FileWarning, Film, ImageIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { placeholderUrl } from './placeholder-url.ts';
import { thumbnailSrcSet, thumbnailUrl } from './thumbnail-url.ts';
import { Wave } from './Wave.tsx';

export interface ThumbnailProps {
  file: MediaFile;
  /** The largest preset that is wanted. */
  size?: ThumbnailPreset;
  /** How wide it is shown, in CSS pixels: the browser takes the picture that fits the screen. */
  shownWidth?: number;
  /** Of a use; else the file's own. */
  focalPoint?: FocalPoint | undefined;
  /** Badges and order numbers on top. */
  children?: ReactNode;
  className?: string;
}

/** A file as a picture, cropped by its focal point. Says nothing to screen readers: its name stands beside it. */
export function Thumbnail({
  file,
  size = 'medium',
  shownWidth,
  focalPoint,
  children,
  className,
}: ThumbnailProps) {
  const url = thumbnailUrl(file, size);
  return (
    <span
      className={classNames(
        'vt-thumb',
        size === 'small' && 'vt-thumb--small',
        file.hasAlpha && 'vt-thumb--clear',
        file.kind === 'document' && url !== null && 'vt-thumb--page',
        className,
      )}
    >
      {url === null ? (
        <Stand file={file} />
      ) : (
        <Picture
          key={url}
          file={file}
          url={url}
          shownWidth={shownWidth}
          focalPoint={focalPoint ?? file.focalPoint}
        />
      )}
      {children}
    </span>
  );
}

/** Pictures that were shown already: they need no placeholder when a row is scrolled back. */
const shownBefore = new Set<string>();

interface PictureProps {
  file: MediaFile;
  url: string;
  shownWidth: number | undefined;
  focalPoint: FocalPoint;
}

function Picture({ file, url, shownWidth, focalPoint }: PictureProps) {
  const messages = useMessages();
  const [state, setState] = useState<'coming' | 'there' | 'broken'>(
    shownBefore.has(url) ? 'there' : 'coming',
  );
  const placeholder = state === 'there' ? null : placeholderUrl(file.placeholder);
  // What lies in the trash or has no rights any more is served to nobody: its colors still tell which one it is.
  if (state === 'broken' && placeholder !== null) return <Colors url={placeholder} />;
  if (state === 'broken') {
    return (
      <span className="vt-thumb-word">
        <Icon icon={FileWarning} />
        {messages.failed}
      </span>
    );
  }
  return (
    <img
      src={url}
      srcSet={shownWidth === undefined ? undefined : thumbnailSrcSet(file)}
      sizes={shownWidth === undefined ? undefined : `${shownWidth}px`}
      alt=""
      draggable={false}
      decoding="async"
      className={placeholder === null ? undefined : 'vt-thumb-coming'}
      ref={(image) => paint(image, focalPoint, placeholder)}
      onLoad={() => {
        shownBefore.add(url);
        setState('there');
      }}
      onError={() => setState('broken')}
    />
  );
}

/** Through the CSSOM and not as an attribute: a strict content policy refuses inline styles from a server. */
function paint(image: HTMLImageElement | null, { x, y }: FocalPoint, placeholder: string | null): void {
  if (!image) return;
  image.style.objectPosition = x === 0.5 && y === 0.5 ? '' : `${x * 100}% ${y * 100}%`;
  image.style.backgroundImage = placeholder === null ? '' : `url("${placeholder}")`;
}

function Colors({ url }: { url: string }) {
  return <img className="vt-thumb-hash" src={url} alt="" draggable={false} />;
}

/** What stands for a file without a picture. */
function Stand({ file }: { file: MediaFile }) {
  const messages = useMessages();
  if (file.damaged || file.processingStatus === 'failed') {
    return (
      <span className="vt-thumb-word">
        <Icon icon={FileWarning} />
        {file.damaged ? messages.damaged : messages.failed}
      </span>
    );
  }
  const placeholder = placeholderUrl(file.placeholder);
  if (placeholder) return <Colors url={placeholder} />;
  if (file.kind === 'audio') return <Wave seed={file.id} />;
  return <Icon icon={file.kind === 'document' ? FileText : file.kind === 'video' ? Film : ImageIcon} />;
}
