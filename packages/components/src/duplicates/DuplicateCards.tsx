'use client';

import type { DuplicateGroup, MediaFile } from '@vitrine/schema';
import { useId, useState } from 'react';
import { useFindMessages } from '../i18n/use-find-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';

export interface DuplicateCardsProps {
  number: string;
  group: DuplicateGroup;
  onOpen: (file: MediaFile) => void;
  /** null for those who may only look. */
  onMerge: ((keep: MediaFile, others: readonly MediaFile[]) => Promise<void>) | null;
}

/** One group: its files side by side, what differs stands out, one of them is to be kept. */
export function DuplicateCards({ number, group, onOpen, onMerge }: DuplicateCardsProps) {
  const m = useFindMessages();
  const format = useFormat();
  const name = useId();
  const { files, isIdentical } = group;
  const [keepId, setKeepId] = useState(files[0]?.id);
  const [isBusy, setBusy] = useState(false);
  const keep = files.find(({ id }) => id === keepId) ?? files[0];
  if (!keep) return null;
  const others = files.filter(({ id }) => id !== keep.id);
  const facts = [
    [m.columnDimensions, (file: MediaFile) => format.dimensions(file) || m.none],
    [m.columnSize, (file: MediaFile) => format.bytes(file.sizeBytes)],
    [m.columnType, (file: MediaFile) => format.type(file)],
    [
      m.columnUsed,
      (file: MediaFile) => m.duplicatesUses(file.referenceCount, format.number(file.referenceCount)),
    ],
    [m.columnTags, (file: MediaFile) => file.tags.map((tag) => tag.name).join(', ') || m.none],
    [m.columnAdded, (file: MediaFile) => format.date(file.createdAt)],
  ] as const;
  const differs = (say: (file: MediaFile) => string) => new Set(files.map(say)).size > 1;
  return (
    <fieldset className="vt-twins">
      <legend>
        <span className="vt-strong">{m.duplicatesGroup(number, format.number(files.length))}</span>{' '}
        <span className="vt-faint">{isIdentical ? m.duplicatesIdentical : m.duplicatesNear}</span>
      </legend>
      <ul>
        {files.map((file) => (
          <li key={file.id} className={classNames('vt-twin', file.id === keep.id && 'vt-twin--kept')}>
            <button
              type="button"
              className="vt-twin-pic"
              onClick={() => onOpen(file)}
              aria-label={file.title}
            >
              <Thumbnail file={file} size="medium" />
            </button>
            <span className="vt-file-title vt-clip" dir="auto" title={file.title}>
              {file.title}
            </span>
            <dl>
              {facts.map(([label, say]) => (
                <div key={label} className={differs(say) ? 'vt-twin-differs' : undefined}>
                  <dt>{label}</dt>
                  <dd>
                    <bdi>{say(file)}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
            {onMerge && (
              <label className="vt-option">
                <input
                  type="radio"
                  name={name}
                  checked={file.id === keep.id}
                  onChange={() => setKeepId(file.id)}
                  aria-label={m.duplicatesKeep(`${file.title}, ${format.dimensions(file)}`)}
                />
                {m.duplicatesKeepShort}
              </label>
            )}
          </li>
        ))}
      </ul>
      {onMerge && (
        <div className="vt-twins-foot">
          <p className="vt-hint">{m.duplicatesMergeNote}</p>
          <Button
            variant="line"
            isDisabled={isBusy}
            onPress={() => {
              setBusy(true);
              void onMerge(keep, others).finally(() => setBusy(false));
            }}
          >
            {m.duplicatesMerge(others.length, format.number(others.length))}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
