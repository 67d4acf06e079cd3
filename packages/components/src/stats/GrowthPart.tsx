'use client';

import type { StorageGrowth } from '@vitrine/schema';
import { useMemo, useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useStatsMessages } from '../i18n/use-stats-messages.ts';
import { useKit } from '../provider/use-kit.ts';
import { Select } from '../ui/Select.tsx';
import { GrowthPlot } from './GrowthPlot.tsx';
import { StatsPart } from './StatsPart.tsx';
import type { Answer } from './StatsView.tsx';

export interface GrowthPartProps {
  answer: Answer<StorageGrowth>;
  by: 'day' | 'month';
  onBy: (by: 'day' | 'month') => void;
}

/** How the library grew: drawn, and as a table for those who do not see it or want the figures. */
export function GrowthPart({ answer, by, onBy }: GrowthPartProps) {
  const m = useStatsMessages();
  const format = useFormat();
  const { locale } = useKit();
  const [of, setOf] = useState<'files' | 'size'>('files');
  const names = useMemo(() => periodNames(locale, by), [locale, by]);
  const { periods = [], refreshedAt = null } = answer.data ?? {};
  const rows = periods.map(({ from, fileCount, totalSizeBytes }) => ({
    from,
    ...names(from),
    files: m.statsCount(fileCount, format.number(fileCount)),
    size: format.bytes(totalSizeBytes),
    value: of === 'files' ? fileCount : totalSizeBytes,
  }));
  const say = ({ files, size }: { files: string; size: string }) => (of === 'files' ? files : size);
  const most = rows.reduce((top, row) => (row.value > (top?.value ?? 0) ? row : top), rows[0]);
  return (
    <StatsPart
      title={m.statsGrowth}
      answer={answer}
      end={
        <>
          <Select
            isQuiet
            label={m.statsOf}
            value={of}
            options={[
              { id: 'files', label: m.statsFiles },
              { id: 'size', label: m.statsSize },
            ]}
            onChange={setOf}
          />
          <Select
            isQuiet
            label={m.statsBy}
            value={by}
            options={[
              { id: 'month', label: m.statsByMonth },
              { id: 'day', label: m.statsByDay },
            ]}
            onChange={onBy}
          />
        </>
      }
    >
      <p className="vt-hint">
        {m.statsGrowthText} {refreshedAt ? m.statsAge(format.date(refreshedAt)) : m.statsAgeNone}
      </p>
      <GrowthPlot
        label={most && most.value > 0 ? m.statsPlot(say(most), most.long) : m.statsPlotEmpty}
        format={of === 'files' ? format.number : format.bytes}
        bars={rows.map(({ from, short, long, files, size, value }) => ({
          key: from,
          name: short,
          title: m.statsBar(long, files, size),
          value,
        }))}
      />
      <details className="vt-stats-more">
        <summary>{m.statsTable}</summary>
        <div className="vt-stats-scroll">
          <table className="vt-stats-table">
            <thead>
              <tr>
                <th scope="col">{m.statsPeriod}</th>
                <th scope="col">{m.statsFiles}</th>
                <th scope="col">{m.statsSize}</th>
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map(({ from, long, files, size }) => (
                <tr key={from}>
                  <th scope="row">{long}</th>
                  <td>{files}</td>
                  <td>{size}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </StatsPart>
  );
}

/** What a period is called, in full and under its bar. Periods begin with the day of UTC. */
function periodNames(locale: string, by: 'day' | 'month') {
  const zone = { timeZone: 'UTC' } as const;
  const isMonth = by === 'month';
  const short = new Intl.DateTimeFormat(
    locale,
    isMonth ? { month: 'short', ...zone } : { day: 'numeric', month: 'short', ...zone },
  );
  const long = new Intl.DateTimeFormat(
    locale,
    isMonth ? { month: 'long', year: 'numeric', ...zone } : { dateStyle: 'long', ...zone },
  );
  return (from: string) => {
    const day = new Date(`${from}T00:00:00Z`);
    return { short: short.format(day), long: long.format(day) };
  };
}
