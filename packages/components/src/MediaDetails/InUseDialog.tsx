'use client';

import type { MediaFile } from '@vitrine/schema';
import { ExternalLink, Newspaper, Pencil } from 'lucide-react';
import { Heading } from 'react-aria-components';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { trpc } from '../provider/trpc.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { contentStateName, keyOfUse } from './DetailsUsage.tsx';

export interface InUseDialogProps {
  file: MediaFile;
  onClose: () => void;
}

/** Why a file can not be deleted: the pages that show it, each with its link. */
export function InUseDialog({ file, onClose }: InUseDialogProps) {
  const m = useMessages();
  const format = useFormat();
  // The refusal is newer than what was known of the uses before.
  const { data } = trpc.media.usage.useQuery({ id: file.id }, { staleTime: 0 });
  const uses = data?.usedIn ?? [];
  const count = data ? uses.length : file.referenceCount;
  const title = m.inUseTitle(file.title);
  return (
    <Dialog isOpen onClose={onClose} role="alertdialog">
      <div className="vt-modal-head vt-modal-head--pic">
        <Thumbnail file={file} size="small" />
        <div>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {count > 0 && <p className="vt-quiet">{m.inUseText(count, format.number(count))}</p>}
        </div>
      </div>
      <ul className="vt-impacts">
        {!data && (
          <li className="vt-impact">
            <Skeleton isName />
          </li>
        )}
        {uses.map((use) => {
          const name = use.title || m.untitledPage;
          return (
            <li className="vt-impact" key={keyOfUse(use)}>
              <Icon icon={use.state === 'draft' ? Pencil : Newspaper} />
              <div className="vt-grow">
                <div className="vt-clip">
                  <bdi>{name}</bdi>
                </div>
                <div className="vt-file-sub vt-clip">
                  {[use.contentType, use.locale].filter(Boolean).join(' · ')}
                </div>
              </div>
              <span className="vt-tag">{contentStateName(use.state, m)}</span>
              {use.url !== null && (
                <a
                  className="vt-btn vt-btn--icon"
                  href={use.url}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={m.openPage(name)}
                >
                  <Icon icon={ExternalLink} />
                </a>
              )}
            </li>
          );
        })}
      </ul>
      <div className="vt-modal-foot">
        <Button variant="primary" onPress={onClose} autoFocus>
          {m.keepIt}
        </Button>
      </div>
    </Dialog>
  );
}
