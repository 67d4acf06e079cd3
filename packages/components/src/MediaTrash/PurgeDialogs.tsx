'use client';

import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { ForceDialog } from '../MediaDetails/ForceDialog.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import type { PurgeMedia } from './use-purge-media.ts';

/** Asks before a file goes for good; where pages use it, shows them and wants a reason. */
export function PurgeDialogs({ purge }: { purge: PurgeMedia }) {
  const m = useMessages();
  const { asked, isUsed, isBusy, failure } = purge;
  if (!asked) return null;
  if (isUsed) {
    return (
      <ForceDialog
        file={asked}
        deed="purge"
        isBusy={isBusy}
        failure={failure ?? undefined}
        onConfirm={(reason) => void purge.confirm(reason)}
        onClose={purge.dismiss}
      />
    );
  }
  return (
    <ConfirmDialog
      isOpen
      title={m.purgeTitle(asked.title)}
      picture={<Thumbnail file={asked} size="small" />}
      confirmLabel={m.deletePermanently}
      isDanger
      isBusy={isBusy}
      onConfirm={() => void purge.confirm()}
      onCancel={purge.dismiss}
    >
      {m.purgeText}
      {failure && (
        <p className="vt-bad" role="alert">
          {failure}
        </p>
      )}
    </ConfirmDialog>
  );
}
