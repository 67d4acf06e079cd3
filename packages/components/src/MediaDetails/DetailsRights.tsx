'use client';

import { type MediaFile, rightsOf } from '@vitrine/schema';
import { CalendarClock } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { ImpactNote } from '../impact/ImpactNote.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';
import { dayOf, endOf, lastDayOf, startOf } from './rights-days.ts';
import { useDraft } from './use-draft.ts';
import type { SaveMedia } from './use-save-media.ts';

interface DetailsRightsProps {
  file: MediaFile;
  saver: SaveMedia;
  isReadOnly: boolean;
}

/** Whose the picture is and for how long it may be shown, with a warning where that is nearly over. */
export function DetailsRights({ file, saver, isReadOnly }: DetailsRightsProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const rights = rightsOf(file);
  const credit = useDraft(file.credit, (value) => saver.save({ credit: value.trim() }));
  const license = useDraft(file.license, (value) => saver.save({ license: value.trim() }));
  const from = useDraft(dayOf(file.rightsStart), (day) => saver.save({ rightsStart: startOf(day) }));
  const until = useDraft(lastDayOf(file.rightsEnd), (day) => saver.save({ rightsEnd: endOf(day) }));
  const text =
    rights === 'ended'
      ? m.rightsEndedText
      : rights === 'ending'
        ? m.rightsEndingText(format.date(file.rightsEnd ?? ''))
        : rights === 'not-started'
          ? m.rightsNotStartedText(format.date(file.rightsStart ?? ''))
          : null;
  const fields = [
    { label: m.rightsCredit, draft: credit, type: 'text', maxLength: 500 },
    { label: m.rightsLicense, draft: license, type: 'text', maxLength: 500 },
    { label: m.rightsFrom, draft: from, type: 'date' },
    { label: m.rightsUntil, draft: until, type: 'date' },
  ] as const;
  return (
    <section className="vt-part" aria-label={m.rights}>
      <p className="vt-label">{m.rights}</p>
      {text && (
        <p className={classNames('vt-rights-warning', rights === 'ended' && 'vt-bad')} role="status">
          <Icon icon={CalendarClock} size="s" />
          <span>{text}</span>
        </p>
      )}
      {file.rightsEnd !== null && (
        <ImpactNote
          files={[file]}
          action="expire"
          text={(pages) =>
            (rights === 'ended' ? m.impactExpired : m.impactExpire)(pages, format.number(pages))
          }
        />
      )}
      <div className="vt-rights-fields">
        {fields.map(({ label, draft, ...kind }) => (
          <TextField
            key={label}
            {...kind}
            label={label}
            value={draft.value}
            isReadOnly={isReadOnly}
            onChange={draft.onChange}
            onBlur={draft.commit}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key === 'Enter') draft.commit();
            }}
          />
        ))}
      </div>
    </section>
  );
}
