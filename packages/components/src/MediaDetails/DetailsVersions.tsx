'use client';

import type { MediaFile, MediaVersion } from '@vitrine/schema';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { toKitError } from '../provider/kit-error.ts';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import { ReplaceDialog } from './ReplaceDialog.tsx';
import { useShowReplaced } from './use-show-replaced.ts';

/** Versions that are shown before "Show all". */
const FIRST_VERSIONS = 4;

/** What the file showed when, by whom, and a way back; and a way to give it something new to show. */
export function DetailsVersions({ file, isReadOnly }: { file: MediaFile; isReadOnly: boolean }) {
  const m = useWorkMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const { client } = useKit();
  const show = useShowReplaced();
  const { data = [] } = trpc.media.versions.list.useQuery({ id: file.id });
  const [isWhole, setWhole] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const [compared, setCompared] = useState<MediaVersion | null>(null);
  const [busy, setBusy] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const restore = async ({ number }: MediaVersion) => {
    setBusy(number);
    setFailure(null);
    try {
      await show(await client.trpc.media.versions.restore.mutate({ id: file.id, number }));
      announce(m.announceVersion(format.number(number)));
    } catch (error) {
      setFailure(toKitError(error).message);
    } finally {
      setBusy(null);
    }
  };

  const current = data.find(({ isCurrent }) => isCurrent);
  const shown = isWhole ? data : data.slice(0, FIRST_VERSIONS);
  return (
    <div className="vt-part">
      <p className="vt-label">
        {m.versions}
        {!isReadOnly && (
          <Button variant="link" className="vt-end" onPress={() => setReplacing(true)}>
            {m.replaceFile}
          </Button>
        )}
      </p>
      {failure && (
        <p className="vt-note vt-bad" role="alert">
          {failure}
        </p>
      )}
      {data.length > 1 && (
        <ul className="vt-versions" aria-label={m.versions}>
          {shown.map((version) => (
            <VersionRow
              key={version.number}
              version={version}
              isBusy={busy !== null}
              onCompare={() => setCompared(version)}
              onRestore={isReadOnly ? undefined : () => void restore(version)}
            />
          ))}
        </ul>
      )}
      {data.length > FIRST_VERSIONS && (
        <Button variant="link" onPress={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? m.showLess : m.showAll(format.number(data.length))}
        </Button>
      )}
      {compared && current && (
        <CompareDialog
          from={compared}
          to={current}
          onRestore={isReadOnly ? undefined : () => void restore(compared)}
          onClose={() => setCompared(null)}
        />
      )}
      {isReplacing && <ReplaceDialog file={file} onClose={() => setReplacing(false)} />}
    </div>
  );
}

interface VersionRowProps {
  version: MediaVersion;
  isBusy: boolean;
  onCompare: () => void;
  onRestore: (() => void) | undefined;
}

function VersionRow({ version, isBusy, onCompare, onRestore }: VersionRowProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const name = m.versionName(format.number(version.number));
  const facts = [
    format.relative(version.createdAt),
    version.createdBy?.displayName,
    format.bytes(version.sizeBytes),
    version.pinCount > 0 ? m.versionPinned(format.number(version.pinCount)) : null,
  ];
  return (
    <li className="vt-version">
      {version.thumbnail ? (
        <img className="vt-version-pic" src={version.thumbnail.url} alt="" loading="lazy" decoding="async" />
      ) : (
        <span className="vt-version-pic" />
      )}
      <div className="vt-grow">
        <div className="vt-version-name">
          {version.url === null ? (
            name
          ) : (
            <a href={version.url} target="_blank" rel="noreferrer">
              {name}
            </a>
          )}
          {version.isCurrent && <span className="vt-tag">{m.versionCurrent}</span>}
          {version.isPurged && <span className="vt-tag">{m.versionPurged}</span>}
        </div>
        {version.note && (
          <div className="vt-version-note" dir="auto">
            {version.note}
          </div>
        )}
        <div className="vt-file-sub">{facts.filter(Boolean).join(' · ')}</div>
        {!version.isCurrent && (
          <div className="vt-version-acts">
            <Button variant="link" aria-label={m.actionOf(m.compare, name)} onPress={onCompare}>
              {m.compare}
            </Button>
            {onRestore && !version.isPurged && (
              <Button
                variant="link"
                isDisabled={isBusy}
                aria-label={m.actionOf(m.versionRestore, name)}
                onPress={onRestore}
              >
                {m.versionRestore}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
