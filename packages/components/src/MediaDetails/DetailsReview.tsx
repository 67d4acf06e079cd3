'use client';

import { compareRoles, type MediaFile } from '@vitrine/schema';
import { Check, Hourglass, X } from 'lucide-react';
import { useState } from 'react';
import { useAnnounce } from '../hooks/use-announce.ts';
import { useSession } from '../hooks/use-session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { ImpactNote } from '../impact/ImpactNote.tsx';
import { toKitError } from '../provider/kit-error.ts';
import { libraryKeys } from '../provider/library-keys.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';

/** Where a file is not approved: what that means, what the reviewer said, and for reviewers what they may do. */
export function DetailsReview({ file }: { file: MediaFile }) {
  const m = useWorkMessages();
  const format = useFormat();
  const session = useSession();
  const announce = useAnnounce();
  const { client, queryClient } = useKit();
  const [isRejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (file.reviewStatus === 'approved' || file.deletedAt !== null) return null;
  const mayReview = session?.role != null && compareRoles(session.role, 'editor') >= 0;
  const isPending = file.reviewStatus === 'pending';

  const decide = async (isApproved: boolean) => {
    setBusy(true);
    setFailure(null);
    try {
      const ids = [file.id];
      const { failed } = isApproved
        ? await client.trpc.media.approve.mutate({ ids })
        : await client.trpc.media.reject.mutate({ ids, reason: reason.trim() });
      if (failed[0]) {
        setFailure(failed[0].message);
        return;
      }
      announce(m.announceReviewed(file.title));
      setRejecting(false);
      const stale = [libraryKeys.lists, libraryKeys.one, libraryKeys.some];
      await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    } catch (error) {
      setFailure(toKitError(error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="vt-part vt-review" aria-label={m.review}>
      <p className="vt-review-text">
        <Icon icon={isPending ? Hourglass : X} size="s" />
        <span>{isPending ? m.reviewPendingText : m.reviewRejectedText}</span>
      </p>
      {file.reviewNote && <p className="vt-quiet">“{file.reviewNote}”</p>}
      {failure && (
        <p className="vt-note vt-bad" role="alert">
          {failure}
        </p>
      )}
      {mayReview && isRejecting && (
        <ImpactNote
          files={[file]}
          action="unpublish"
          text={(pages) => m.impactReject(pages, format.number(pages))}
        />
      )}
      {mayReview && isRejecting && (
        <TextField
          label={m.reviewReason}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          isRequired
          autoFocus
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              setRejecting(false);
            }
          }}
        />
      )}
      {mayReview && (
        <div className="vt-review-acts">
          {isRejecting ? (
            <>
              <Button variant="line" onPress={() => setRejecting(false)}>
                {m.cancel}
              </Button>
              <Button
                variant="primary"
                isDisabled={isBusy || reason.trim() === ''}
                onPress={() => void decide(false)}
              >
                {m.reviewReject}
              </Button>
            </>
          ) : (
            <>
              <Button variant="primary" icon={Check} isDisabled={isBusy} onPress={() => void decide(true)}>
                {m.reviewApprove}
              </Button>
              {isPending && (
                <Button variant="line" isDisabled={isBusy} onPress={() => setRejecting(true)}>
                  {m.reviewReject}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </section>
  );
}
