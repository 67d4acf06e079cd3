'use client';

import {
  CalendarClock,
  CalendarX,
  ChartColumn,
  ChevronRight,
  Clock,
  Copy,
  FolderSearch,
  Hourglass,
  Images,
  type LucideIcon,
  Tags,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyOfPlace, type Place } from './place.ts';
import { type PlaceDrop, usePlaceDrop } from './use-place-drop.ts';
import type { PlaceEntry } from './use-places.ts';

export interface PlacesProps {
  entries: readonly PlaceEntry[];
  value: Place;
  onChange: (place: Place) => void;
  /** Files that are dragged can be dropped on collections. */
  drop?: PlaceDrop | undefined;
  /** Beside the heading of the collections; it stands where there are none, too. */
  collectionsEnd?: ReactNode;
}

/** What is no list of files. */
const roomKinds = new Set<Place['kind']>(['tags', 'duplicates', 'stats']);
/** What waits for somebody. */
const careKinds = new Set<Place['kind']>(['review', 'ending', 'ended']);

/** The left pane: where to look. */
export function Places({ entries, value, onChange, drop, collectionsEnd }: PlacesProps) {
  const m = useMessages();
  const before = entries.filter(({ place }) => place.kind === 'all' || place.kind === 'recent');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const collections = entries.filter(({ place }) => place.kind === 'collection');
  const isNested = collections.some(({ depth }) => depth > 0);
  const rooms = entries.filter(({ place }) => roomKinds.has(place.kind));
  const care = entries.filter(({ place }) => careKinds.has(place.kind));
  const trash = entries.filter(({ place }) => place.kind === 'trash');
  const list = (some: readonly PlaceEntry[]) => (
    <ul>
      {some.map((entry) => (
        <li key={keyOfPlace(entry.place)}>
          <PlaceButton
            entry={entry}
            isCurrent={keyOfPlace(entry.place) === keyOfPlace(value)}
            onPress={() => onChange(entry.place)}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <nav className="vt-places" aria-label={m.places}>
      {list(before)}
      {(collections.length > 0 || collectionsEnd) && (
        <>
          <div className="vt-places-head">
            <h2>{m.collections}</h2>
            {collectionsEnd}
          </div>
          <ul>
            {openOnes(collections, closed).map((entry) => {
              const id = idOf(entry);
              const hasMore = collections.some(({ parentId }) => parentId === id);
              return (
                <li
                  key={id}
                  className="vt-place-line"
                  style={{ paddingInlineStart: `${entry.depth * 14}px` }}
                >
                  {hasMore ? (
                    <button
                      type="button"
                      className="vt-place-open"
                      aria-label={m.expandPlace(entry.label)}
                      aria-expanded={!closed.has(id)}
                      onClick={() => setClosed(toggle(closed, id))}
                    >
                      <Icon icon={ChevronRight} size="s" isFlipped />
                    </button>
                  ) : (
                    isNested && <span className="vt-place-open" />
                  )}
                  <PlaceButton
                    entry={entry}
                    isCurrent={keyOfPlace(entry.place) === keyOfPlace(value)}
                    onPress={() => onChange(entry.place)}
                    drop={drop}
                  />
                </li>
              );
            })}
          </ul>
        </>
      )}
      {rooms.length > 0 && <div className="vt-places-after">{list(rooms)}</div>}
      {care.length > 0 && <div className="vt-places-after">{list(care)}</div>}
      {trash.length > 0 && <div className="vt-places-after">{list(trash)}</div>}
    </nav>
  );
}

const icons: Partial<Record<Place['kind'], LucideIcon>> = {
  recent: Clock,
  review: Hourglass,
  ending: CalendarClock,
  ended: CalendarX,
  tags: Tags,
  stats: ChartColumn,
  duplicates: Copy,
  trash: Trash2,
};

interface PlaceButtonProps {
  entry: PlaceEntry;
  isCurrent: boolean;
  onPress: () => void;
  drop?: PlaceDrop | undefined;
}

function PlaceButton({ entry, isCurrent, onPress, drop }: PlaceButtonProps) {
  const m = useMessages();
  const { place, label, count, color } = entry;
  return (
    <button
      type="button"
      className="vt-place"
      aria-current={isCurrent || undefined}
      onClick={onPress}
      {...usePlaceDrop(place, drop)}
    >
      {entry.isSmart ? (
        <FolderSearch className="vt-icon" role="img" aria-label={m.smartCollection} />
      ) : color === null ? (
        <Icon icon={icons[place.kind] ?? Images} />
      ) : (
        <svg className="vt-dot" viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="5" fill={color} />
        </svg>
      )}
      <span className="vt-clip" dir="auto" title={label}>
        {label}
      </span>
      <span className="vt-num">{count}</span>
    </button>
  );
}

const idOf = ({ place }: PlaceEntry) => (place.kind === 'collection' ? place.id : place.kind);

/** Those that lie in no collection that is closed. */
function openOnes(entries: readonly PlaceEntry[], closed: ReadonlySet<string>): PlaceEntry[] {
  const hidden = new Set<string>();
  return entries.filter((entry) => {
    const { parentId } = entry;
    const isHidden = parentId != null && (closed.has(parentId) || hidden.has(parentId));
    if (isHidden) hidden.add(idOf(entry));
    return !isHidden;
  });
}

function toggle(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
