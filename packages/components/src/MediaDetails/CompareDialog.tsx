'use client';

import type { MediaVersion } from '@vitrine/schema';
import { type Format, useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

export interface CompareDialogProps {
  /** The older one. */
  from: MediaVersion;
  to: MediaVersion;
  /** Shows the older one again; undefined where the person may not. */
  onRestore: (() => void) | undefined;
  onClose: () => void;
}

/** Two versions of a file side by side, and what is another in them. */
export function CompareDialog({ from, to, onRestore, onClose }: CompareDialogProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const { data, error } = trpc.media.versions.compare.useQuery({
    id: from.mediaId,
    from: from.number,
    to: to.number,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      className="vt-modal--wide"
      title={m.compareTitle(format.number(from.number), format.number(to.number))}
    >
      <div className="vt-modal-body">
        <div className="vt-compare">
          <Side version={from} />
          <Side version={to} />
        </div>
        {error ? (
          <p className="vt-bad" role="alert">
            {toKitError(error).message}
          </p>
        ) : data ? (
          <Differences differences={data.differences} isSameBytes={data.isSameBytes} />
        ) : (
          <Skeleton isName />
        )}
      </div>
      <div className="vt-modal-foot">
        {onRestore && !from.isPurged && (
          <Button
            variant="line"
            onPress={() => {
              onClose();
              onRestore();
            }}
          >
            {m.actionOf(m.versionRestore, m.versionName(format.number(from.number)))}
          </Button>
        )}
        <Button variant="primary" onPress={onClose} autoFocus>
          {m.close}
        </Button>
      </div>
    </Dialog>
  );
}

function Side({ version }: { version: MediaVersion }) {
  const m = useWorkMessages();
  const format = useFormat();
  const facts = [format.date(version.createdAt), version.createdBy?.displayName];
  return (
    <figure>
      <div className="vt-preview vt-preview--clear">
        {version.thumbnail && <img src={version.thumbnail.url} alt="" />}
      </div>
      <figcaption>
        <span className="vt-strong">{m.versionName(format.number(version.number))}</span>
        {version.isCurrent && <span className="vt-tag">{m.versionCurrent}</span>}
        {version.note && <bdi>{version.note}</bdi>}
        <span className="vt-faint">{facts.filter(Boolean).join(' · ')}</span>
      </figcaption>
    </figure>
  );
}

interface DifferencesProps {
  differences: readonly { field: string; from?: unknown; to?: unknown }[];
  isSameBytes: boolean;
}

function Differences({ differences, isSameBytes }: DifferencesProps) {
  const m = useWorkMessages();
  const format = useFormat();
  if (differences.length === 0)
    return <p className="vt-quiet">{isSameBytes ? m.compareSame : m.compareNone}</p>;
  const names: Readonly<Record<string, string>> = {
    originalFilename: m.compareName,
    mimeType: m.compareType,
    sizeBytes: m.compareSize,
    width: m.compareWidth,
    height: m.compareHeight,
    durationSeconds: m.factDuration,
    pageCount: m.factPages,
  };
  return (
    <dl className="vt-differences">
      {differences.map(({ field, from, to }) => (
        <div key={field}>
          <dt>{names[field] ?? field.replace(/^metadata\./, '')}</dt>
          <dd>
            <bdi>{valueText(field, from, format)}</bdi>
          </dd>
          <dd>
            <bdi>{valueText(field, to, format)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function valueText(field: string, value: unknown, format: Format): string {
  if (value === null || value === undefined) return '–';
  if (field === 'sizeBytes' && typeof value === 'number') return format.bytes(value);
  if (field === 'durationSeconds' && typeof value === 'number') return format.duration(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value);
}
