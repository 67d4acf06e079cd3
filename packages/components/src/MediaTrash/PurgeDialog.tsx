'use client';

import { useState } from 'react';
import { Heading } from 'react-aria-components';
import { useGiveBackFocus } from '../hooks/use-give-back-focus.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { ForceDialog } from '../impact/ForceDialog.tsx';
import { ImpactFiles } from '../impact/ImpactFiles.tsx';
import { useImpact } from '../impact/use-impact.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { countOf, knownOf, type WorkTarget } from '../work/work-target.ts';
import { usePurge } from './use-purge.ts';

export interface PurgeDialogProps {
  target: WorkTarget;
  /** All of the trash is meant. */
  isAll: boolean;
  onClose: () => void;
  onPurged: () => void;
}

/** Asks before files go for good. What pages use is shown, and goes only with a reason. */
export function PurgeDialog({ target, isAll, onClose, onPurged }: PurgeDialogProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const purge = usePurge();
  useGiveBackFocus();
  const { used, files, isLoading, isTooMany } = useImpact(target, 'expire');
  const [isForcing, setForcing] = useState(false);
  const total = countOf(target);
  const number = format.number(total);
  const picture = total === 1 ? knownOf(target)[0] : undefined;
  const usedIds = new Set(used.map(({ file }) => file.id));
  const free = files?.filter(({ id }) => !usedIds.has(id)) ?? [];
  const go = (what: WorkTarget, reason?: string) => {
    onClose();
    void purge(what, reason).then(onPurged);
  };

  if (isForcing || (total === 1 && used.length === 1)) {
    return (
      <ForceDialog
        used={used}
        deed="purge"
        onConfirm={(reason) => go({ files: used.map(({ file }) => file) }, reason)}
        onClose={onClose}
      />
    );
  }
  const title = picture
    ? m.purgeTitle(picture.title)
    : isAll
      ? m.emptyTrashTitle(total, number)
      : m.purgeManyTitle(total, number);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      className={used.length > 0 ? 'vt-modal--wide' : undefined}
    >
      <div className={picture ? 'vt-modal-head vt-modal-head--pic' : 'vt-modal-head'}>
        {picture && <Thumbnail file={picture} size="small" />}
        <div>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <p className="vt-quiet">{total === 1 ? m.purgeText : m.purgeManyText}</p>
          {isLoading && <Skeleton />}
        </div>
      </div>
      {used.length > 0 && <ImpactFiles used={used} total={total} />}
      <div className="vt-modal-foot">
        {used.length > 0 && (
          <Button className="vt-bad vt-foot-start" onPress={() => setForcing(true)}>
            {m.deleteAnywayAsk}
          </Button>
        )}
        <Button variant="line" onPress={onClose} autoFocus>
          {m.cancel}
        </Button>
        <Button
          variant="danger"
          isDisabled={isLoading || (!isTooMany && used.length > 0 && free.length === 0)}
          onPress={() => go(used.length > 0 ? { files: free } : target)}
        >
          {used.length > 0
            ? m.purgeOthers(free.length, format.number(free.length))
            : isAll && !picture
              ? m.emptyTrash
              : m.deletePermanently}
        </Button>
      </div>
    </Dialog>
  );
}
