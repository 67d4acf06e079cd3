'use client';

import { CalendarClock, CalendarX, Clock, Hourglass, Images, type LucideIcon, Trash2 } from 'lucide-react';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyOfPlace, type Place } from './place.ts';
import type { PlaceEntry } from './use-places.ts';

export interface PlacesProps {
  entries: readonly PlaceEntry[];
  value: Place;
  onChange: (place: Place) => void;
}

/** What waits for somebody. */
const careKinds = new Set<Place['kind']>(['review', 'ending', 'ended']);

/** The left pane: where to look. */
export function Places({ entries, value, onChange }: PlacesProps) {
  const m = useMessages();
  const before = entries.filter(({ place }) => place.kind === 'all' || place.kind === 'recent');
  const collections = entries.filter(({ place }) => place.kind === 'collection');
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
      {collections.length > 0 && (
        <>
          <h2>{m.collections}</h2>
          {list(collections)}
        </>
      )}
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
  trash: Trash2,
};

interface PlaceButtonProps {
  entry: PlaceEntry;
  isCurrent: boolean;
  onPress: () => void;
}

function PlaceButton({ entry, isCurrent, onPress }: PlaceButtonProps) {
  const { place, label, count, color, depth } = entry;
  return (
    <button
      type="button"
      className={classNames('vt-place', depth > 0 && 'vt-place--in')}
      aria-current={isCurrent || undefined}
      onClick={onPress}
    >
      {color === null ? (
        <Icon icon={icons[place.kind] ?? Images} />
      ) : (
        <svg className="vt-dot" viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="5" fill={color} />
        </svg>
      )}
      <span className="vt-clip" dir="auto">
        {label}
      </span>
      <span className="vt-num">{count}</span>
    </button>
  );
}
