'use client';

import type { MediaFile } from '@vitrine/schema';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { classNames } from '../ui/class-names.ts';

/** The picture as a whole with its focal point on it. */
export function DetailsPreview({ file }: { file: MediaFile }) {
  const m = useMessages();
  const picture = file.thumbnails.large ?? file.thumbnails.medium ?? file.thumbnails.small;
  if (!picture || file.damaged) {
    return <Thumbnail file={file} size="medium" className="vt-thumb--wide vt-preview-stand-in" />;
  }
  const { width, height, url } = picture;
  const radius = Math.max(width, height) * 0.034;
  const center = { cx: file.focalPoint.x * width, cy: file.focalPoint.y * height };
  return (
    <div className={classNames('vt-preview', file.hasAlpha && 'vt-preview--clear')}>
      <img src={url} alt={file.title} width={width} height={height} />
      {file.kind === 'image' && (
        <svg
          className="vt-overlay"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={m.detailsFocalPoint}
        >
          <circle className="vt-focal-a" {...center} r={radius} />
          <circle className="vt-focal-b" {...center} r={radius / 4} />
        </svg>
      )}
    </div>
  );
}
