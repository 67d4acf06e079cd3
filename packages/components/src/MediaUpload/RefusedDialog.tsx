'use client';

import { FileX } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { describeRefusal } from '../upload/describe-refusal.ts';
import type { Uploads } from '../upload/use-uploads.ts';

/** More sentences than this would not be read. */
const MAX_SENTENCES = 6;

/** Says why files can not be sent, before anything is, and offers to send the others. */
export function RefusedDialog({ uploads }: { uploads: Uploads }) {
  const m = useMessages();
  const format = useFormat();
  const { refused } = uploads;
  const bad = refused?.files ?? [];
  const rest = refused?.rest.length ?? 0;
  const title =
    bad.length === 1 && rest === 0
      ? m.refusedOne
      : m.refusedTitle(format.number(bad.length), format.number(bad.length + rest));
  return (
    <Dialog
      isOpen={refused !== null}
      onClose={uploads.dismissRefused}
      role="alertdialog"
      label={title}
      className="vt-modal vt-refused"
    >
      <div className="vt-empty">
        <span className="vt-drop-pic">
          <Icon icon={FileX} />
        </span>
        <h3>{title}</h3>
        <ul className="vt-refused-list">
          {bad.slice(0, MAX_SENTENCES).map((file) => (
            <li key={`${file.file.name} ${file.file.size}`}>{describeRefusal(file, m, format)}</li>
          ))}
          {bad.length > MAX_SENTENCES && <li>+{format.number(bad.length - MAX_SENTENCES)}</li>}
        </ul>
        <div className="vt-row">
          {rest > 0 && (
            <Button variant="primary" onPress={uploads.sendRest} autoFocus>
              {m.uploadRest(rest, format.number(rest))}
            </Button>
          )}
          <Button
            variant={rest > 0 ? 'plain' : 'line'}
            onPress={uploads.dismissRefused}
            autoFocus={rest === 0}
          >
            {rest > 0 ? m.cancel : m.close}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
