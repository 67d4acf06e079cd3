'use client';

import type { MediaFile } from '@vitrine/schema';
import { CircleAlert, Ellipsis, TriangleAlert } from 'lucide-react';
import { memo, type SyntheticEvent } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { CardPicture } from '../MediaCard/CardPicture.tsx';
import { needsAlt } from '../MediaCard/needs-alt.ts';
import { CheckMark } from '../ui/Checkbox.tsx';
import { FileName } from '../ui/FileName.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { FoundContext, FoundTitle, useFoundContext } from './FoundText.tsx';

interface ListCellsProps {
  file: MediaFile;
  isSelected: boolean;
  order: number | undefined;
  hasCheck: boolean;
  /** The box takes the file in or out, whatever a click on the row does. */
  onCheck: () => void;
  menu: ((file: MediaFile) => readonly MenuItem[]) | undefined;
  onRowAction: ((file: MediaFile, action: string) => void) | undefined;
}

const MAX_TAGS = 2;
/** Cells are never focused themselves: the row is, and controls in it. */
const cell = { role: 'gridcell' } as const;

/** One row of the table. On a phone only check, file and menu are shown, and the file says the rest in a line. */
export const ListCells = memo(function ListCells({
  file,
  isSelected,
  hasCheck,
  onCheck,
  menu,
  onRowAction,
}: ListCellsProps) {
  const messages = useMessages();
  const format = useFormat();
  const items = menu?.(file) ?? [];
  const duration = file.durationSeconds === null ? '' : format.duration(file.durationSeconds);
  const type = [format.type(file), duration].filter(Boolean).join(' ');
  const isAltMissing = needsAlt(file);
  const found = useFoundContext(file);
  return (
    <>
      {hasCheck && (
        <span {...cell} {...ownPress(onCheck)} className="vt-cell-check">
          <CheckMark isOn={isSelected} />
        </span>
      )}
      <div {...cell} className="vt-cell-name vt-file">
        <CardPicture file={file} />
        <div className="vt-grow">
          <div className="vt-file-title vt-clip" dir="auto" title={file.title}>
            <FoundTitle file={file} />
          </div>
          {found ? (
            <div className="vt-file-sub vt-file-found vt-clip" dir="auto">
              <FoundContext highlight={found} />
            </div>
          ) : (
            <div className="vt-file-sub vt-file-orig">
              <FileName name={file.originalFilename} />
            </div>
          )}
          <div className="vt-file-sub vt-file-more vt-clip">
            {[type, format.bytes(file.sizeBytes)].join(' · ')}
            {(file.damaged || isAltMissing) && (
              <span className="vt-bad"> · {file.damaged ? messages.damaged : messages.altMissingShort}</span>
            )}
          </div>
        </div>
      </div>
      <span {...cell} className="vt-cell-type">
        {type}
      </span>
      <span {...cell} className="vt-cell-dimensions">
        {file.damaged ? (
          <span className="vt-row vt-bad">
            <Icon icon={CircleAlert} size="s" />
            {messages.damaged}
          </span>
        ) : (
          <bdi dir="ltr">{format.dimensions(file) || messages.none}</bdi>
        )}
      </span>
      <span {...cell} className="vt-cell-size vt-cell-num">
        {format.bytes(file.sizeBytes)}
      </span>
      <span {...cell} className="vt-cell-tags">
        <span className="vt-row">
          {file.tags.slice(0, MAX_TAGS).map((tag) => (
            <span key={tag.id} className="vt-tag">
              {tag.name}
            </span>
          ))}
          {file.tags.length > MAX_TAGS && (
            <span className="vt-file-sub">+{format.number(file.tags.length - MAX_TAGS)}</span>
          )}
        </span>
      </span>
      <span {...cell} className="vt-cell-alt">
        {isAltMissing ? (
          <span className="vt-row vt-bad">
            <Icon icon={TriangleAlert} size="s" />
            {messages.altMissing}
          </span>
        ) : file.kind === 'image' && !file.damaged ? (
          messages.altWritten
        ) : (
          messages.none
        )}
      </span>
      <span {...cell} className="vt-cell-used vt-cell-num">
        {format.number(file.referenceCount)}
      </span>
      <span {...cell} className="vt-cell-added" title={format.date(file.createdAt)}>
        {format.relative(file.createdAt)}
      </span>
      {menu && (
        <span {...cell} className="vt-cell-menu">
          {items.length > 0 && (
            <Menu
              label={messages.moreActions(file.title)}
              items={items}
              onAction={(action) => onRowAction?.(file, action)}
              trigger={
                <IconButton icon={Ellipsis} label={messages.moreActions(file.title)} hasTooltip={false} />
              }
            />
          )}
        </span>
      )}
    </>
  );
});

/** A press that the row does not hear of. */
function ownPress(onPress: () => void) {
  const keep = (event: SyntheticEvent) => event.stopPropagation();
  return {
    onPointerDown: keep,
    onMouseDown: keep,
    onClick: (event: SyntheticEvent) => {
      event.stopPropagation();
      onPress();
    },
  };
}
