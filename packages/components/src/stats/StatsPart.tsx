'use client';

import { type ReactNode, useId } from 'react';
import { useStatsMessages } from '../i18n/use-stats-messages.ts';
import type { KitError } from '../provider/kit-error.ts';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

export interface StatsPartProps {
  title: string;
  /** Beside the title. */
  end?: ReactNode;
  answer: { data: unknown; error: KitError | null; retry: () => void };
  className?: string;
  children: ReactNode;
}

/** A part of the statistics: on its way, failed with a way to try again, or there. Nothing where it is for others. */
export function StatsPart({ title, end, answer, className = '', children }: StatsPartProps) {
  const m = useStatsMessages();
  const id = useId();
  if (answer.error?.code === 'auth.denied') return null;
  return (
    <section className={`vt-stats-part ${className}`.trim()} aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {end}
      </header>
      {answer.data !== undefined ? (
        children
      ) : answer.error ? (
        <p className="vt-hint">
          <span>{m.statsFailed}</span>{' '}
          <Button variant="link" onPress={answer.retry}>
            {m.retry}
          </Button>
        </p>
      ) : (
        <Skeleton />
      )}
    </section>
  );
}
