'use client';

import { useFormat } from '../i18n/use-format.ts';
import { useStatsMessages } from '../i18n/use-stats-messages.ts';
import { StatsPart } from './StatsPart.tsx';
import type { StatsViewProps } from './StatsView.tsx';

/** What each namespace takes, for the operator, and how old that is. */
export function NamespaceTable({ answer }: { answer: StatsViewProps['storage'] }) {
  const m = useStatsMessages();
  const format = useFormat();
  const { data } = answer;
  const age = data && (data.refreshedAt ? m.statsAge(format.date(data.refreshedAt)) : m.statsAgeNone);
  // Whoever is not the operator does not even see that it is looked for.
  if (!data && !answer.error) return null;
  return (
    <StatsPart
      title={m.statsNamespaces}
      answer={answer}
      className="vt-stats-part--wide"
      end={<span className="vt-hint">{age}</span>}
    >
      <div className="vt-stats-scroll">
        <table className="vt-stats-table">
          <thead>
            <tr>
              <th scope="col">{m.statsNamespace}</th>
              <th scope="col">{m.statsFiles}</th>
              <th scope="col">{m.statsSize}</th>
              <th scope="col">{m.statsAverage}</th>
            </tr>
          </thead>
          <tbody>
            {[...(data?.namespaces ?? [])]
              .sort((a, b) => b.totalSizeBytes - a.totalSizeBytes)
              .map(({ namespaceId, name, fileCount, totalSizeBytes, averageSizeBytes }) => (
                <tr key={namespaceId}>
                  <th scope="row" dir="auto">
                    {name}
                  </th>
                  <td>{format.number(fileCount)}</td>
                  <td>{format.bytes(totalSizeBytes)}</td>
                  <td>{format.bytes(averageSizeBytes)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </StatsPart>
  );
}
