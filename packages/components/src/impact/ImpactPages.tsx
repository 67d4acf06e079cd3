'use client';

import type { ContentState, MediaImpact } from '@vitrine/schema';
import { ExternalLink, Newspaper } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { contentStateName } from '../MediaDetails/DetailsUsage.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { groupUses, type ImpactField, type UsePage, type UsePlace } from './group-uses.ts';

/** A block's own id tells a person nothing. */
const LONG_IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/gi;

/** Every piece of content that notices, each with its link; below it where it stands in it, by language and state. */
export function ImpactPages({ impact }: { impact: MediaImpact }) {
  const m = useWorkMessages();
  const format = useFormat();
  const rest = impact.contentCount - impact.content.length;
  return (
    <ul className="vt-uses">
      {groupUses(impact.content).map((page) => (
        <ImpactPage key={page.key} page={page} />
      ))}
      {rest > 0 && <li className="vt-use vt-faint">{m.impactMore(format.number(rest))}</li>}
    </ul>
  );
}

function ImpactPage({ page }: { page: UsePage }) {
  const m = useWorkMessages();
  const name = page.title || m.untitledPage;
  return (
    <li className="vt-use">
      <Icon icon={Newspaper} />
      <div className="vt-use-head">
        {page.url === null ? (
          <bdi className="vt-use-title">{name}</bdi>
        ) : (
          <a className="vt-use-title" href={page.url} target="_blank" rel="noreferrer">
            <bdi>{name}</bdi>
            <Icon icon={ExternalLink} size="s" />
          </a>
        )}
        <span className="vt-faint">{page.type}</span>
      </div>
      <ul className="vt-use-places">
        {page.places.map((place) => (
          <ImpactPlace key={`${place.locale} ${place.state}`} place={place} />
        ))}
      </ul>
    </li>
  );
}

function ImpactPlace({ place }: { place: UsePlace }) {
  const m = useWorkMessages();
  const words = {
    refuses: m.effectRefuses,
    breaks: m.effectBreaks,
    changes: m.effectChanges,
    stays: m.effectStays,
  };
  return (
    <li className="vt-use-place">
      <span className="vt-tag">{whereOf(place, m)}</span>
      <span className="vt-use-fields">
        {place.fields.map((field) => (
          <FieldName key={`${field.fieldPath} ${field.via ?? ''}`} field={field} />
        ))}
      </span>
      <span className={classNames('vt-use-effect', place.effect === 'breaks' && 'vt-bad')}>
        {words[place.effect]}
      </span>
    </li>
  );
}

function FieldName({ field }: { field: ImpactField }) {
  const m = useWorkMessages();
  const format = useFormat();
  return (
    <span>
      {field.fieldPath === '' ? (
        m.impactWhole
      ) : (
        <bdi dir="ltr" title={field.fieldPath}>
          {field.fieldPath.replace(LONG_IDS, '…')}
        </bdi>
      )}
      {field.version !== null && <> ({m.impactPinned(format.number(field.version))})</>}
    </span>
  );
}

/** `en · Live`, or `Live` where the host has one language. */
const whereOf = (
  { locale, state }: { locale: string; state: ContentState },
  m: Parameters<typeof contentStateName>[1],
) => [locale, contentStateName(state, m)].filter(Boolean).join(' · ');
