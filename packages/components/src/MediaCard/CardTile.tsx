'use client';

import type { MediaFile } from '@vitrine/schema';
import { Check } from 'lucide-react';
import { memo } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { FoundTitle } from '../MediaGrid/FoundText.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Icon } from '../ui/Icon.tsx';
import { OrderNumber } from '../ui/OrderNumber.tsx';
import { cardBadge } from './card-badge.ts';
import { cardMark } from './card-mark.ts';
import { Thumbnail } from './Thumbnail.tsx';

export interface CardTileProps {
  file: MediaFile;
  isSelected: boolean;
  /** Its place in an ordered selection. */
  order?: number | undefined;
  shownWidth?: number | undefined;
  /** A chosen file without a place carries a tick. */
  hasCheck?: boolean;
}

/** Picture and title of a tile; selection and focus are drawn by what stands around it. */
export const CardTile = memo(function CardTile({
  file,
  isSelected,
  order,
  shownWidth,
  hasCheck,
}: CardTileProps) {
  const format = useFormat();
  const messages = useMessages();
  const badge = cardBadge(file, format);
  const mark = cardMark(file);
  return (
    <>
      <Thumbnail
        file={file}
        size={shownWidth !== undefined && shownWidth > 150 ? 'large' : 'medium'}
        shownWidth={shownWidth}
      >
        {isSelected && order !== undefined && <OrderNumber value={format.number(order)} />}
        {isSelected && order === undefined && hasCheck && (
          <span className="vt-order">
            <Icon icon={Check} />
          </span>
        )}
        {badge && <Badge icon={badge.icon}>{badge.text}</Badge>}
        {mark && (
          <Badge icon={mark.icon} isBad={mark.isBad} place="start">
            {messages[mark.text]}
          </Badge>
        )}
      </Thumbnail>
      <span className="vt-tile-name vt-clip" dir="auto" title={file.title}>
        <FoundTitle file={file} />
      </span>
    </>
  );
});
