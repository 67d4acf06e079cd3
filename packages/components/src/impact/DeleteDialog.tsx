'use client';

import { compareRoles, type MediaFile, type MediaId } from '@vitrine/schema';
import { useState } from 'react';
import { Heading } from 'react-aria-components';
import { useGiveBackFocus } from '../hooks/use-give-back-focus.ts';
import { useSession } from '../hooks/use-session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { mayChange } from '../MediaDetails/may-change.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useWork } from '../work/use-work.ts';
import { countOf, inputOf, knownOf, type WorkTarget } from '../work/work-target.ts';
import { deleteWords } from './delete-words.ts';
import { ForceDialog } from './ForceDialog.tsx';
import { ImpactFiles } from './ImpactFiles.tsx';
import { ReplaceEverywhere } from './ReplaceEverywhere.tsx';
import { type FileImpact, useImpact } from './use-impact.ts';

export interface DeleteDialogProps {
  target: WorkTarget;
  onClose: () => void;
  /** These have gone to the trash; null where a task is still at it. */
  onDeleted?: ((ids: readonly MediaId[] | null) => void) | undefined;
}

/** Asks before files go to the trash, and shows what uses them first: what stays and where, and what else can be done. */
export function DeleteDialog({ target, onClose, onDeleted }: DeleteDialogProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const session = useSession();
  const { client } = useKit();
  const { run } = useWork();
  useGiveBackFocus();
  const impact = useImpact(target, 'delete');
  const [step, setStep] = useState<'ask' | 'force' | { replace: MediaFile }>('ask');
  const held = impact.used.filter(({ impact: { isRefused } }) => isRefused);
  const heldIds = new Set(held.map(({ file }) => file.id));
  const free = impact.files?.filter(({ id }) => !heldIds.has(id)) ?? [];

  const move = async (asked: WorkTarget, by: { force?: boolean; reason?: string } = {}) => {
    onClose();
    const known = knownOf(asked);
    const outcome = await run({ deed: 'delete', total: countOf(asked), known }, () =>
      client.trpc.media.bulkDelete.mutate({ ...inputOf(asked), ...by }),
    );
    if (outcome) onDeleted?.(outcome.isDone ? outcome.succeeded : null);
  };

  if (typeof step === 'object') {
    return <ReplaceEverywhere file={step.replace} onClose={onClose} />;
  }
  if (step === 'force') {
    return (
      <ForceDialog
        used={held}
        deed="delete"
        onConfirm={(reason) => void move({ files: held.map(({ file }) => file) }, { force: true, reason })}
        onClose={onClose}
      />
    );
  }
  const { title, text } = deleteWords(target, { ...impact, held }, m, format);
  const picture = knownOf(target)[0];
  const isSingle = countOf(target) === 1;
  const replaceable = held.filter(({ file }) => mayChange(session, file));
  const isAdmin = session?.role != null && compareRoles(session.role, 'admin') >= 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      className={held.length > 0 ? 'vt-modal--wide' : undefined}
    >
      <div className={isSingle ? 'vt-modal-head vt-modal-head--pic' : 'vt-modal-head'}>
        {isSingle && picture && <Thumbnail file={picture} size="small" />}
        <div>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {impact.isLoading ? (
            <p className="vt-quiet" role="status">
              <span className="vt-sr">{m.impactLoading}</span>
              <Skeleton isName />
            </p>
          ) : (
            <p className="vt-quiet">{text}</p>
          )}
        </div>
      </div>
      {held.length > 0 && (
        <ImpactFiles
          used={held}
          total={countOf(target)}
          onReplace={isSingle ? undefined : (file) => setStep({ replace: file })}
        />
      )}
      <div className="vt-modal-foot">
        {held.length > 0 && isAdmin && (
          <Button className="vt-bad vt-foot-start" onPress={() => setStep('force')}>
            {m.deleteAnywayAsk}
          </Button>
        )}
        {isSingle && replaceable[0] && (
          <Button variant="line" onPress={() => setStep({ replace: (replaceable[0] as FileImpact).file })}>
            {m.replaceEverywhere}
          </Button>
        )}
        {held.length > 0 && free.length === 0 ? (
          <Button variant="primary" onPress={onClose} autoFocus>
            {m.keepIt}
          </Button>
        ) : (
          <>
            <Button variant="line" onPress={onClose} autoFocus>
              {m.cancel}
            </Button>
            <Button
              variant="danger"
              isDisabled={impact.isLoading}
              onPress={() => void move(held.length > 0 ? { files: free } : target)}
            >
              {held.length > 0 ? m.impactOthers(free.length, format.number(free.length)) : m.moveToTrash}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}
