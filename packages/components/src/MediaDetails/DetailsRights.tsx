'use client';

import { type MediaFile, rightsOf } from '@vitrine/schema';
import { CalendarClock } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDraft } from './use-draft.ts';
import type { SaveMedia } from './use-save-media.ts';

interface DetailsRightsProps {
  file: MediaFile;
  saver: SaveMedia;
  isReadOnly: boolean;
}

/** Whose the picture is and for how long it may be shown, with a warning where that is nearly over. */
export function DetailsRights({ file, saver, isReadOnly }: DetailsRightsProps) {
  const m = useMessages();
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

/** Days are the person's own: a license of the 24th holds from the first to the last minute of it where they are. */
const startOf = (day: string) => (day === '' ? null : new Date(`${day}T00:00:00`).toISOString());

function endOf(day: string): string | null {
  if (day === '') return null;
  const next = new Date(`${day}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}

/** `2026-12-24`, as a date field wants it. */
function dayOf(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last day on which anything of it is left. */
const lastDayOf = (iso: string | null) =>
  iso === null ? '' : dayOf(new Date(Date.parse(iso) - 1).toISOString());
