'use client';

import type { MediaFile } from '@vitrine/schema';
import { useFormat } from '../i18n/use-format.ts';
import { useStatsMessages } from '../i18n/use-stats-messages.ts';
import { CardPicture } from '../MediaCard/CardPicture.tsx';
import { Button } from '../ui/Button.tsx';
import { StatsPart } from './StatsPart.tsx';
import type { Answer, FewFiles } from './StatsView.tsx';

export interface StatsFilesProps {
  title: string;
  answer: Answer<FewFiles>;
  /** What is said of a file beside its name. */
  sayOf: (file: MediaFile) => string;
  note?: string | null;
  noneText?: string;
  onOpen: (file: MediaFile) => void;
  onShow: () => void;
}

/** A few files that stand out in some way, and the way to all of them. */
export function StatsFiles({ title, answer, sayOf, note, noneText, onOpen, onShow }: StatsFilesProps) {
  const m = useStatsMessages();
  const format = useFormat();
  const { files = [], total = null } = answer.data ?? {};
  const number = total && format.number(total.value);
  return (
    <StatsPart
      title={title}
      answer={answer}
      end={
        number &&
        total.value > files.length && (
          <Button variant="link" aria-label={m.actionOf(m.statsShowAll(number), title)} onPress={onShow}>
            {m.statsShowAll(total.isExact ? number : m.about(number))}
          </Button>
        )
      }
    >
      {note && <p className="vt-hint">{note}</p>}
      {files.length === 0 && <p className="vt-hint">{noneText}</p>}
      <ul className="vt-stats-files">
        {files.map((file) => (
          <li key={file.id}>
            <button type="button" onClick={() => onOpen(file)}>
              <CardPicture file={file} />
              <span className="vt-clip" dir="auto">
                {file.title}
              </span>
              <span className="vt-num">{sayOf(file)}</span>
            </button>
          </li>
        ))}
      </ul>
    </StatsPart>
  );
}
