'use client';

import type { MediaFile, MediaId } from '@vitrine/schema';
import { Replace } from 'lucide-react';
import { useState } from 'react';
import { useMedia } from '../hooks/use-media.ts';
import { useSession } from '../hooks/use-session.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { useReplaceEverywhere } from '../impact/use-replace-everywhere.ts';
import { toKitError } from '../provider/kit-error.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { mayChange } from './may-change.ts';

/** Where another file is shown in the place of this one: which, and the way back. */
export function DetailsReplaced({ file, by }: { file: MediaFile; by: MediaId }) {
  const m = useWorkMessages();
  const session = useSession();
  const { file: other } = useMedia(by);
  const { takeBack } = useReplaceEverywhere();
  const [failure, setFailure] = useState<string | null>(null);
  return (
    <section className="vt-part" aria-label={m.replacedNote}>
      <p className="vt-review-text">
        <Icon icon={Replace} size="s" />
        <span className="vt-grow">{other ? m.replacedNoteBy(other.title) : m.replacedNote}</span>
        {mayChange(session, file) && (
          <Button
            variant="link"
            onPress={() => {
              setFailure(null);
              takeBack(file).catch((error: unknown) => setFailure(toKitError(error).message));
            }}
          >
            {m.workUndo}
          </Button>
        )}
      </p>
      {failure && (
        <p className="vt-note vt-bad" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}
