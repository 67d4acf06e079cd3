'use client';

import { useMessages } from '../i18n/use-messages.ts';
import { Skeleton } from '../ui/Skeleton.tsx';

const TILES = Array.from({ length: 24 }, (_, index) => index);
const ROWS = TILES.slice(0, 12);

/** What the list will look like, while its first answer is on the way. It appears after 200 ms: quick answers flash nothing. */
export function BrowserSkeleton({ view }: { view: 'grid' | 'list' }) {
  const messages = useMessages();
  return (
    <div className="vt-scroll vt-skeleton" role="status" aria-label={messages.loading} aria-busy="true">
      {view === 'grid' ? (
        <div className="vt-skeleton-grid">
          {TILES.map((index) => (
            <span key={index} className="vt-tile">
              <span className="vt-thumb" />
              <Skeleton isName />
            </span>
          ))}
        </div>
      ) : (
        ROWS.map((index) => (
          <span key={index} className="vt-skeleton-row">
            <span className="vt-thumb" />
            <Skeleton isName />
          </span>
        ))
      )}
    </div>
  );
}
