'use client';

import type { MediaUse } from '@vitrine/schema';
import { ExternalLink, Newspaper, Pencil } from 'lucide-react';
import { useMessages } from '../i18n/use-messages.ts';
import { Icon } from '../ui/Icon.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { contentStateName, keyOfUse } from './DetailsUsage.tsx';

/** The pages that hold a file, each with its link; bones while they are not known. */
export function UsesList({ uses }: { uses: readonly MediaUse[] | null }) {
  const m = useMessages();
  return (
    <ul className="vt-impacts">
      {uses === null && (
        <li className="vt-impact">
          <Skeleton isName />
        </li>
      )}
      {uses?.map((use) => {
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
  );
}
