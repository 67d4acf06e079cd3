'use client';

import { Clock, Folder, Image, ListFilter, type LucideIcon, Tag } from 'lucide-react';
import { useMessages } from '../i18n/use-messages.ts';
import { Icon } from '../ui/Icon.tsx';
import type { SearchOffer } from './search-offers.ts';

export interface SearchListProps {
  id: string;
  label: string;
  offers: readonly SearchOffer[];
  /** The one that Enter takes; -1 is none. */
  active: number;
  onTake: (offer: SearchOffer) => void;
}

const icons: Readonly<Record<SearchOffer['type'], LucideIcon | null>> = {
  history: Clock,
  tag: Tag,
  collection: Folder,
  title: Image,
  operator: ListFilter,
  text: null,
};

/** What is offered under the field. The focus stays in the field. */
export function SearchList({ id, label, offers, active, onTake }: SearchListProps) {
  const m = useMessages();
  const kinds = { tag: m.searchTag, collection: m.searchCollection, title: m.searchTitle };
  const kindOf = ({ type }: SearchOffer) => (type in kinds ? kinds[type as keyof typeof kinds] : '');
  return (
    <ul id={id} className="vt-search-list" {...listProps(label)}>
      {offers.map((offer, index) => {
        const icon = icons[offer.type];
        return (
          <li
            key={`${offer.type}:${offer.label}`}
            id={`${id}-${index}`}
            {...optionProps(index === active)}
            className="vt-menu-item"
            data-focused={index === active || undefined}
            // Before the field loses the focus, and the list with it.
            onPointerDown={(event) => {
              event.preventDefault();
              onTake(offer);
            }}
          >
            {offer.color ? (
              <svg className="vt-dot" viewBox="0 0 10 10" aria-hidden="true">
                <circle cx="5" cy="5" r="5" fill={offer.color} />
              </svg>
            ) : (
              icon && <Icon icon={icon} size="s" />
            )}
            <bdi className="vt-clip" dir="auto">
              {offer.label}
            </bdi>
            <span className="vt-search-kind vt-faint">{kindOf(offer)}</span>
          </li>
        );
      })}
    </ul>
  );
}

const listProps = (label: string) => ({ role: 'listbox', 'aria-label': label }) as const;
const optionProps = (isActive: boolean) => ({ role: 'option', 'aria-selected': isActive }) as const;
