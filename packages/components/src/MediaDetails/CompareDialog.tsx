'use client';

import type { MediaVersion } from '@vitrine/schema';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { type Difference, describeDifferences } from './describe-differences.ts';

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
            {m.versionRestoreNamed(format.number(from.number))}
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
  differences: readonly Difference[];
  isSameBytes: boolean;
}

function Differences({ differences, isSameBytes }: DifferencesProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const rows = describeDifferences(differences, format, m);
  if (rows.length === 0) return <p className="vt-quiet">{isSameBytes ? m.compareSame : m.compareNone}</p>;
  return (
    <dl className="vt-differences">
      {rows.map(([name, from, to]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{from}</bdi>
          </dd>
          <dd>
            <bdi>{to}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
