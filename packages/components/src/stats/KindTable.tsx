'use client';

import type { MediaKind, StatsOverview } from '@vitrine/schema';
import { useFormat } from '../i18n/use-format.ts';
import { useStatsMessages } from '../i18n/use-stats-messages.ts';
import { StatsPart } from './StatsPart.tsx';

/** How many files of each kind, and what they take of the size. */
export function KindTable({ overview }: { overview: StatsOverview }) {
  const m = useStatsMessages();
  const format = useFormat();
  const labels: [MediaKind, string][] = [
    ['image', m.kindImage],
    ['video', m.kindVideo],
    ['audio', m.kindAudio],
    ['document', m.kindDocument],
  ];
  const rows = labels
    .map(([kind, label]) => {
      const sizeBytes = overview.bytesByType[kind];
      const share = overview.totalSizeBytes === 0 ? 0 : sizeBytes / overview.totalSizeBytes;
      return { kind, label, count: overview.filesByType[kind], sizeBytes, share };
    })
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
  return (
    <StatsPart title={m.statsKinds} answer={{ data: overview, error: null, retry: () => undefined }}>
      <div className="vt-stats-scroll">
        <table className="vt-stats-table">
          <thead>
            <tr>
              <th scope="col">{m.statsKind}</th>
              <th scope="col">{m.statsFiles}</th>
              <th scope="col">{m.statsSize}</th>
              <th scope="col">{m.statsShare}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, label, count, sizeBytes, share }) => (
              <tr key={kind}>
                <th scope="row">{label}</th>
                <td>{format.number(count)}</td>
                <td>{format.bytes(sizeBytes)}</td>
                <td className="vt-stats-share">
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect className="vt-stats-track" width="100" height="8" />
                    <rect className="vt-stats-fill" width={share * 100} height="8" />
                  </svg>
                  <span>{format.percent(share)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </StatsPart>
  );
}
