'use client';

import type { ContentState, MediaFile, MediaUse } from '@vitrine/schema';
import type { Messages } from '../i18n/core-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { trpc } from '../provider/trpc.ts';

/** The pages that use the file now, with a way to each. */
export function DetailsUsage({ file }: { file: MediaFile }) {
  const m = useMessages();
  const format = useFormat();
  const { data } = trpc.media.usage.useQuery({ id: file.id });
  const uses = data?.usedIn ?? [];
  const count = data ? uses.length : file.referenceCount;
  return (
    <div className="vt-part">
      <p className="vt-label">{m.usedIn(count, format.number(count))}</p>
      {uses.length > 0 && (
        <ul>
          {uses.map((use) => (
            <li key={keyOfUse(use)}>
              {use.url === null ? (
                <span className="vt-used">
                  <UseWords use={use} />
                </span>
              ) : (
                <a className="vt-used" href={use.url} target="_blank" rel="noreferrer">
                  <UseWords use={use} />
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function UseWords({ use }: { use: MediaUse }) {
  const m = useMessages();
  return (
    <>
      <span className="vt-clip" dir="auto">
        {use.title || m.untitledPage}
      </span>
      <span className="vt-faint">{contentStateName(use.state, m)}</span>
    </>
  );
}

/** A use is told apart by what it is, where and in which language and state. */
export function keyOfUse(use: MediaUse): string {
  return [use.contentType, use.contentId, use.locale, use.state].join(' ');
}

export function contentStateName(state: ContentState, m: Messages): string {
  return { draft: m.stateDraft, published: m.statePublished, archived: m.stateArchived }[state];
}
