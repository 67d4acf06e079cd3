'use client';

import type { MediaFile, Session } from '@vitrine/schema';
import { Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { mayChange } from '../MediaDetails/may-change.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';

const DAY_MS = 86_400_000;
/** So few days left are marked. */
const SOON_DAYS = 3;

const daysUntil = (date: Date) => Math.max(0, Math.ceil((date.getTime() - Date.now()) / DAY_MS));

export interface TrashRowProps {
  file: MediaFile;
  session: Session | null;
  retentionDays: number;
  /** Why it could not be restored. */
  failure: string | undefined;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onRestore: () => Promise<void>;
  /** Undefined where the person may not. */
  onPurge: (() => void) | undefined;
}

export function TrashRow(props: TrashRowProps) {
  const { file, session, retentionDays, failure, isChosen, onChoose, onRestore, onPurge } = props;
  const m = useWorkMessages();
  const format = useFormat();
  const { locale } = useKit();
  const [isBusy, setBusy] = useState(false);
  const deletedAt = file.deletedAt ?? file.updatedAt;
  const when = format.relative(deletedAt);
  // Only ids come with a file; a name is known of oneself and of who uploaded it.
  const who =
    file.deletedBy === null
      ? null
      : file.deletedBy === session?.user?.id
        ? m.trashedByYou
        : file.deletedBy === file.uploadedBy?.id
          ? file.uploadedBy.displayName
          : null;
  const goneAt = new Date(file.purgeAfter ?? Date.parse(deletedAt) + retentionDays * DAY_MS);
  const days = daysUntil(goneAt);
  const gone = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(goneAt);
  return (
    <li className="vt-trash-row">
      {mayChange(session, file) && (
        <Checkbox
          className="vt-trash-check"
          label={m.select(file.title)}
          isSelected={isChosen}
          onChange={onChoose}
        />
      )}
      <Thumbnail file={file} size="small" />
      <div className="vt-grow">
        <div className="vt-clip vt-trash-title" title={file.originalFilename}>
          <bdi>{file.title}</bdi>
        </div>
        <div className="vt-file-sub">
          {who === null ? m.trashedWhen(when) : m.trashedWhenBy(when, who)}
          <span className="vt-trash-gone"> · {m.trashPurge(gone)}</span>
          <span className={days <= SOON_DAYS ? 'vt-trash-days vt-bad' : 'vt-trash-days'}>
            {m.daysLeft(days, format.number(days))}
          </span>
        </div>
        {failure && (
          <div className="vt-file-sub vt-bad" role="alert">
            {failure}
          </div>
        )}
      </div>
      {mayChange(session, file) && (
        <Button
          variant="line"
          icon={Undo2}
          isDisabled={isBusy}
          aria-label={m.actionOf(m.restore, file.title)}
          onPress={() => {
            setBusy(true);
            void onRestore().finally(() => setBusy(false));
          }}
        >
          {m.restore}
        </Button>
      )}
      {onPurge && (
        <IconButton
          icon={Trash2}
          label={m.actionOf(m.deletePermanently, file.title)}
          className="vt-bad"
          onPress={onPurge}
        />
      )}
    </li>
  );
}
