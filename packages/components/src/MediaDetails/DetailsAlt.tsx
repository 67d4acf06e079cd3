'use client';

import type { MediaFile } from '@vitrine/schema';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { Icon } from '../ui/Icon.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { useDraft } from './use-draft.ts';
import type { SaveMedia } from './use-save-media.ts';

export interface DetailsAltProps {
  file: MediaFile;
  saver: SaveMedia;
  isReadOnly: boolean;
  /** Languages of the host's content, BCP 47; those that have a text are always there. */
  locales: readonly string[];
}

/** What is said of the picture to those who can not see it, in each language. */
export function DetailsAlt({ file, saver, isReadOnly, locales }: DetailsAltProps) {
  const m = useMessages();
  const { locale: kitLocale } = useKit();
  const language = kitLocale.split('-', 1)[0] ?? kitLocale;
  const written = Object.keys(file.alt).filter((locale) => file.alt[locale]);
  const known = [...new Set([...(locales.length > 0 ? locales : [language]), ...written])];
  const preferred = known.find((locale) => locale === kitLocale || locale === language);
  const [chosen, setChosen] = useState<string | null>(null);
  const locale = chosen !== null && known.includes(chosen) ? chosen : (preferred ?? known[0] ?? language);
  const isMissing = !file.alt[locale]?.trim();
  const names = new Intl.DisplayNames(kitLocale, { type: 'language', fallback: 'code' });

  return (
    <div className="vt-part">
      <AltText
        key={`${file.id} ${locale}`}
        {...{ file, saver, isReadOnly, locale }}
        note={isMissing ? m.altNote : undefined}
        end={
          known.length > 1 ? (
            <Select
              label={m.language}
              value={locale}
              isQuiet
              className="vt-alt-language"
              options={known.map((id) => ({ id, label: languageName(names, id) }))}
              onChange={setChosen}
            />
          ) : undefined
        }
      />
    </div>
  );
}

function languageName(names: Intl.DisplayNames, locale: string): string {
  if (locale === 'und') return '–';
  try {
    return names.of(locale) ?? locale;
  } catch (error) {
    // A host may name its languages as it likes; not all of that is a language to the browser.
    if (error instanceof RangeError) return locale;
    throw error;
  }
}

interface AltTextProps extends Omit<DetailsAltProps, 'locales'> {
  locale: string;
  note: string | undefined;
  end: ReactNode;
}

function AltText({ file, saver, isReadOnly, locale, note, end }: AltTextProps) {
  const m = useMessages();
  const draft = useDraft(file.alt[locale] ?? '', (text) =>
    saver.save({ alt: { ...file.alt, [locale]: text.trim() } }),
  );
  return (
    <TextArea
      label={m.altText}
      value={draft.value}
      onChange={draft.onChange}
      onBlur={draft.commit}
      isReadOnly={isReadOnly}
      placeholder={m.altPlaceholder}
      maxLength={2000}
      rows={2}
      end={end}
      description={
        note === undefined || draft.value.trim() !== '' ? undefined : (
          <span className="vt-note vt-note--bad">
            <Icon icon={TriangleAlert} size="s" />
            {note}
          </span>
        )
      }
    />
  );
}
