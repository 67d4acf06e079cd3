'use client';

import type { MediaFile } from '@vitrine/schema';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { trpc } from '../provider/trpc.ts';
import { Badge } from '../ui/Badge.tsx';

export interface SimilarPicturesProps {
  file: MediaFile;
  /** Shows one of them instead; without it they are only seen. */
  onShow: ((file: MediaFile) => void) | undefined;
}

const MAX_SHOWN = 9;

/** Pictures that look like this one, the likest first. Nothing where there are none. */
export function SimilarPictures({ file, onShow }: SimilarPicturesProps) {
  const m = useFindMessages();
  const format = useFormat();
  const { data: similar = [] } = trpc.media.similar.useQuery({ id: file.id, limit: MAX_SHOWN });
  if (similar.length === 0) return null;
  return (
    <div className="vt-part">
      <p className="vt-label">{m.similarTitle}</p>
      <ul className="vt-similar">
        {similar.map(({ file: other, likeness, isNearDuplicate }) => {
          const label = m.similarOpen(other.title, format.percent(likeness));
          const picture = (
            <Thumbnail file={other} size="small">
              {isNearDuplicate && <Badge>{format.percent(likeness)}</Badge>}
            </Thumbnail>
          );
          return (
            <li key={other.id}>
              {onShow ? (
                <button type="button" title={label} onClick={() => onShow(other)}>
                  {picture}
                  {/* Beside what the picture shows in words, which belongs to the button's name. */}
                  <span className="vt-sr">{label}</span>
                </button>
              ) : (
                <span title={label}>{picture}</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
