'use client';

import { Heading } from 'react-aria-components';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import type { Refusal } from './use-delete-media.ts';

/** Several files, or another reason than their use: one line for each that stays. */
export function RefusedDeleteDialog({
  refused,
  onClose,
}: {
  refused: readonly Refusal[];
  onClose: () => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const title = m.someFailedTitle(refused.length, format.number(refused.length));
  return (
    <Dialog isOpen onClose={onClose} role="alertdialog">
      <div className="vt-modal-head">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className="vt-impacts" aria-label={title} tabIndex={0}>
        {refused.map(({ file, message }) => (
          <li className="vt-impact vt-impact--file" key={file.id}>
            <Thumbnail file={file} size="small" />
            <div className="vt-grow">
              <div className="vt-clip">
                <bdi>{file.title}</bdi>
              </div>
              <div className="vt-file-sub">{message}</div>
            </div>
          </li>
        ))}
      </ul>
      <div className="vt-modal-foot">
        <Button variant="primary" onPress={onClose} autoFocus>
          {m.close}
        </Button>
      </div>
    </Dialog>
  );
}
