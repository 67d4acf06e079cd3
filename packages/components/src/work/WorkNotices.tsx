'use client';

import { Check, CircleAlert, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ProgressBar, Ring } from '../ui/ProgressBar.tsx';
import { describeFailures, describeWork } from './describe-work.ts';
import { FailuresDialog } from './FailuresDialog.tsx';
import { useFollowTask } from './use-follow-task.ts';
import { useWork } from './use-work.ts';
import { useWorkStore } from './work-context.ts';
import type { Work } from './work-store.ts';

/** What is being done to many files and what became of it, docked where it covers nothing. It stays until it is
 *  dismissed or something new is done: who reads slowly can still undo. */
export function WorkNotices() {
  const m = useWorkMessages();
  const works = useStore(useWorkStore(), (state) => state.works);
  if (works.length === 0) return null;
  return (
    <section className="vt-works" aria-label={m.work}>
      {works.map((work) => (
        <WorkNotice key={work.id} work={work} />
      ))}
    </section>
  );
}

function WorkNotice({ work }: { work: Work }) {
  const m = useWorkMessages();
  const format = useFormat();
  const store = useWorkStore();
  const { undo, cancel, retry } = useWork();
  const [isShowing, setShowing] = useState(false);
  useFollowTask(work);
  const isRunning = work.state === 'running';
  const text = describeWork(work, m, format);
  const failures = describeFailures(work, m, format);
  const isBad = work.state === 'failed' || work.failed > 0;
  const canContinue = work.taskId !== null && (work.state === 'cancelled' || work.state === 'failed');
  return (
    <div className="vt-work" data-state={work.state}>
      {isRunning ? (
        <Ring value={work.done} max={work.total} />
      ) : (
        <Icon icon={work.state === 'failed' ? TriangleAlert : isBad ? CircleAlert : Check} />
      )}
      <div className="vt-work-words">
        <span className="vt-strong">{text}</span>
        {failures !== '' && <span className="vt-bad">{failures}</span>}
        {isRunning && (
          <span className="vt-quiet vt-num">
            {m.workProgress(format.number(work.done), format.number(work.total))}
          </span>
        )}
      </div>
      <div className="vt-work-acts">
        {failures !== '' && (
          <Button variant="link" onPress={() => setShowing(true)}>
            {m.workShow}
          </Button>
        )}
        {isRunning && work.deed !== 'reindex' && (work.taskId !== null || work.cancel) && (
          <Button variant="line" onPress={() => void cancel(work)}>
            {m.cancel}
          </Button>
        )}
        {canContinue && (
          <Button variant="link" onPress={() => void retry(work)}>
            {m.workContinue}
          </Button>
        )}
        {work.canUndo && (
          <Button variant="line" onPress={() => void undo(work)}>
            {m.workUndo}
          </Button>
        )}
        {!isRunning && (
          <IconButton icon={X} label={m.workDismiss} onPress={() => store.getState().remove(work.id)} />
        )}
      </div>
      {isRunning && <ProgressBar label={text} value={work.done} max={Math.max(1, work.total)} />}
      {isShowing && <FailuresDialog work={work} onClose={() => setShowing(false)} />}
    </div>
  );
}
