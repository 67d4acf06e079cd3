'use client';

import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { ImpactFiles } from '../impact/ImpactFiles.tsx';
import { useImpact } from '../impact/use-impact.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { countOf, type WorkTarget } from '../work/work-target.ts';
import { useReview } from './use-review.ts';

/** Asks why files can not be used, and shows those that pages use already: they can not be rejected. */
export function RejectDialog({ target, onClose }: { target: WorkTarget; onClose: () => void }) {
  const m = useWorkMessages();
  const format = useFormat();
  const [reason, setReason] = useState('');
  const { reject } = useReview();
  const { used } = useImpact(target, 'unpublish');
  const total = countOf(target);
  const pages = used.reduce((sum, { impact }) => sum + impact.contentCount, 0);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={m.rejectTitle(total, format.number(total))}
      className={used.length > 0 ? 'vt-modal--wide' : undefined}
    >
      <div className="vt-modal-body vt-reject">
        <p className="vt-quiet">{m.rejectText(total)}</p>
        <TextArea
          label={m.rejectReason(total)}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          isRequired
          autoFocus
        />
        {pages > 0 && <p className="vt-note">{m.impactReject(pages, format.number(pages))}</p>}
      </div>
      {used.length > 0 && <ImpactFiles used={used} total={total} />}
      <ModalFoot
        confirmLabel={m.reviewReject}
        isDanger
        isDisabled={reason.trim() === ''}
        onConfirm={() => {
          onClose();
          void reject(target, reason.trim());
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
}
