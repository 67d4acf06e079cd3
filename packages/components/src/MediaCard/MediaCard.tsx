'use client';

import type { MediaFile } from '@vitrine/schema';
import { ToggleButton } from 'react-aria-components';
import { useFormat } from '../i18n/use-format.ts';
import { CheckMark } from '../ui/Checkbox.tsx';
import { CardPicture } from './CardPicture.tsx';
import { CardTile } from './CardTile.tsx';

export interface MediaCardProps {
  file: MediaFile;
  isSelected?: boolean;
  /** Pressed: the owner decides what is selected. Without it the card is only looked at. */
  onSelect?: (file: MediaFile) => void;
  viewMode?: 'grid' | 'list';
  /** Shows a box to tick in the list and a tick on a chosen tile. */
  showCheckbox?: boolean;
  /** Its place in an ordered selection. */
  order?: number;
}

/** One file outside of a grid: in a row of recent files, in a list of a host. For many files use MediaGrid. */
export function MediaCard(props: MediaCardProps) {
  const { file, isSelected = false, onSelect, viewMode = 'grid', showCheckbox = false, order } = props;
  const format = useFormat();
  const content =
    viewMode === 'grid' ? (
      <CardTile file={file} isSelected={isSelected} order={order} hasCheck={showCheckbox} />
    ) : (
      <>
        {showCheckbox && <CheckMark isOn={isSelected} />}
        <span className="vt-file vt-grow">
          <CardPicture file={file} />
          <span className="vt-card-text">
            <span className="vt-file-title vt-clip" dir="auto" title={file.title}>
              {file.title}
            </span>
            <span className="vt-file-sub vt-clip">
              {[format.type(file), format.bytes(file.sizeBytes)].join(' · ')}
            </span>
          </span>
        </span>
      </>
    );
  const className = viewMode === 'grid' ? 'vt-tile vt-card' : 'vt-card-row vt-card';
  if (!onSelect) return <div className={className}>{content}</div>;
  return (
    <ToggleButton className={className} isSelected={isSelected} onChange={() => onSelect(file)}>
      {content}
    </ToggleButton>
  );
}
