'use client';

import type {
  MediaFile,
  StatsOverview,
  StorageGrowth,
  StorageReport,
  Total,
  UnusedReport,
} from '@vitrine/schema';
import type * as z from 'zod';
import { useFormat } from '../i18n/use-format.ts';
import { useStatsMessages } from '../i18n/use-stats-messages.ts';
import type { KitError } from '../provider/kit-error.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { GrowthPart } from './GrowthPart.tsx';
import { KindTable } from './KindTable.tsx';
import { NamespaceTable } from './NamespaceTable.tsx';
import { StatsFiles } from './StatsFiles.tsx';

/** An answer of the server: not there yet, failed, or there. */
export interface Answer<Data> {
  data: Data | undefined;
  error: KitError | null;
  retry: () => void;
}
export interface FewFiles {
  files: readonly MediaFile[];
  total: Total | null;
}

export interface StatsViewProps {
  overview: Answer<StatsOverview>;
  growth: Answer<StorageGrowth>;
  by: 'day' | 'month';
  onBy: (by: 'day' | 'month') => void;
  recent: Answer<FewFiles>;
  biggest: Answer<FewFiles>;
  unused: Answer<FewFiles>;
  /** What a clean-up would take; for admins. */
  cleanUp: UnusedReport | undefined;
  /** For the operator. */
  storage: Answer<z.output<typeof StorageReport>>;
  onOpen: (file: MediaFile) => void;
  /** Shows all of a list. */
  onShow: (list: 'recent' | 'biggest' | 'unused') => void;
}

/** What the library holds, how it grew and what could go. Parts that a person may not see are not there. */
export function StatsView(props: StatsViewProps) {
  const { overview, growth, recent, biggest, unused, storage, cleanUp, onOpen, onShow } = props;
  const m = useStatsMessages();
  const format = useFormat();
  const files = (count: number) => m.statsCount(count, format.number(count));
  return (
    <section className="vt-stats" aria-label={m.statsPlace}>
      <header className="vt-room-head">
        <h2>{m.statsPlace}</h2>
      </header>
      <div className="vt-stats-body">
        {overview.error && !overview.data ? (
          <EmptyState
            picture="error"
            title={m.errorTitle}
            actions={
              <Button variant="line" onPress={overview.retry}>
                {m.retry}
              </Button>
            }
          >
            {overview.error.message}
          </EmptyState>
        ) : !overview.data ? (
          <Skeleton />
        ) : overview.data.totalFiles === 0 ? (
          <EmptyState picture="empty" title={m.statsNoneOf}>
            {m.statsNoneText}
          </EmptyState>
        ) : (
          <>
            <Totals overview={overview.data} />
            <KindTable overview={overview.data} />
            <GrowthPart answer={growth} by={props.by} onBy={props.onBy} />
            <StatsFiles
              title={m.statsRecent}
              answer={recent}
              sayOf={({ createdAt }) => format.relative(createdAt)}
              onOpen={onOpen}
              onShow={() => onShow('recent')}
            />
            <StatsFiles
              title={m.statsBiggest}
              answer={biggest}
              sayOf={({ sizeBytes }) => format.bytes(sizeBytes)}
              onOpen={onOpen}
              onShow={() => onShow('biggest')}
            />
            <StatsFiles
              title={m.statsUnused}
              answer={unused}
              noneText={m.statsUnusedNone}
              note={
                cleanUp && cleanUp.fileCount > 0
                  ? m.statsUnusedReport(
                      files(cleanUp.fileCount),
                      format.number(cleanUp.unusedDays),
                      format.bytes(cleanUp.totalSizeBytes),
                    )
                  : null
              }
              sayOf={({ sizeBytes }) => format.bytes(sizeBytes)}
              onOpen={onOpen}
              onShow={() => onShow('unused')}
            />
            <NamespaceTable answer={storage} />
          </>
        )}
      </div>
    </section>
  );
}

function Totals({ overview }: { overview: StatsOverview }) {
  const m = useStatsMessages();
  const format = useFormat();
  const figures = [
    [m.statsFiles, format.number(overview.totalFiles)],
    [m.statsSize, format.bytes(overview.totalSizeBytes)],
    [m.statsToday, format.number(overview.recentUploads)],
    [m.statsTrashed, format.number(overview.trashedFiles)],
  ];
  return (
    <dl className="vt-stats-totals">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="vt-num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
