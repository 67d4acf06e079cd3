'use client';

import { Download, PanelLeft, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { BrowseButton } from '../MediaUpload/BrowseButton.tsx';
import { SearchBox } from '../places/SearchBox.tsx';
import { trpc } from '../provider/trpc.ts';
import { useKit } from '../provider/use-kit.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Ring } from '../ui/ProgressBar.tsx';
import { isPending } from '../upload/upload-queue.ts';
import type { Uploads } from '../upload/use-uploads.ts';

export interface LibraryHeadProps {
  title: string;
  search: string;
  onSearch: (search: string) => void;
  /** Filters that are on, for the button behind which they lie on narrow screens. */
  filterCount: number;
  onFilters: () => void;
  /** null where nothing can be added. */
  uploads: Uploads | null;
  onToggleDock: () => void;
  /** Downloads what is shown, where that is a collection; null elsewhere. */
  onExport: (() => void) | null;
  /** What else can be done with what is shown. */
  actions?: ReactNode;
}

export function LibraryHead(props: LibraryHeadProps) {
  const { title, search, onSearch, filterCount, onFilters, uploads, onToggleDock, onExport, actions } = props;
  const m = useMessages();
  const format = useFormat();
  const { data: overview } = trpc.stats.overview.useQuery({});
  return (
    <header className="vt-head">
      <div>
        <h1 className="vt-clip">{title}</h1>
        <p>
          {overview
            ? m.librarySummary(format.number(overview.totalFiles), format.bytes(overview.totalSizeBytes))
            : ' '}
        </p>
      </div>
      <div className="vt-head-search">
        <SearchBox value={search} onSearch={onSearch} />
        <IconButton
          icon={PanelLeft}
          label={filterCount > 0 ? m.filtersOn(format.number(filterCount)) : m.filters}
          className="vt-small-only"
          variant={filterCount > 0 ? 'line' : 'plain'}
          onPress={onFilters}
        />
      </div>
      <div className="vt-row">
        {actions}
        {onExport && <IconButton icon={Download} label={m.downloadZip} variant="line" onPress={onExport} />}
        <UploadingButton onPress={onToggleDock} />
        {uploads && <BrowseButton uploads={uploads} label={m.upload} icon={Upload} variant="primary" />}
      </div>
    </header>
  );
}

/** How far the uploads are, while there are any. */
function UploadingButton({ onPress }: { onPress: () => void }) {
  const m = useMessages();
  const format = useFormat();
  const { stores } = useKit();
  const items = useStore(stores.uploads, (state) => state.items);
  const pending = items.filter(isPending);
  if (pending.length === 0) return null;
  const under = items.filter(({ state }) => state !== 'cancelled');
  const sent = under.reduce((sum, item) => sum + (isPending(item) ? item.sentBytes : item.sizeBytes), 0);
  const all = under.reduce((sum, item) => sum + item.sizeBytes, 0);
  const current = under.length - pending.length + 1;
  return (
    <Button variant="line" className="vt-wide-only" onPress={onPress}>
      <Ring value={sent} max={all} />
      {m.uploadRunning(format.number(current), format.number(under.length))}
    </Button>
  );
}
