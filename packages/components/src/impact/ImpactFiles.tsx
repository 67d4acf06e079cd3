'use client';

import type { MediaFile } from '@vitrine/schema';
import { ChevronRight } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ImpactPages } from './ImpactPages.tsx';
import type { FileImpact } from './use-impact.ts';

/** So many files are shown with their pages; of more only their names, until they are opened. */
const FIRST_OPEN = 3;

export interface ImpactFilesProps {
  used: readonly FileImpact[];
  /** How many files are asked about: with only one its pages alone are shown. */
  total: number;
  /** Where another file may be shown in the place of one of these. */
  onReplace?: ((file: MediaFile) => void) | undefined;
}

/** Which pages use which of several files; of one file its pages alone. */
export function ImpactFiles({ used, total, onReplace }: ImpactFilesProps) {
  const m = useWorkMessages();
  const format = useFormat();
  const [first] = used;
  if (total === 1 && first) {
    return (
      <section className="vt-impact-list" aria-label={m.impactList}>
        <ImpactPages impact={first.impact} />
      </section>
    );
  }
  return (
    <section className="vt-impact-list" aria-label={m.impactList}>
      {used.map(({ file, impact }) => (
        <details key={file.id} className="vt-impact-file" open={used.length <= FIRST_OPEN}>
          <summary>
            <Icon icon={ChevronRight} size="s" isFlipped />
            <Thumbnail file={file} size="small" />
            <span className="vt-grow">
              <span className="vt-clip vt-strong">
                <bdi>{file.title}</bdi>
              </span>
              <span className="vt-faint">
                {m.impactCount(impact.contentCount, format.number(impact.contentCount))}
              </span>
            </span>
          </summary>
          <ImpactPages impact={impact} />
          {onReplace && (
            <Button variant="link" className="vt-impact-replace" onPress={() => onReplace(file)}>
              {m.replaceEverywhere}
            </Button>
          )}
        </details>
      ))}
    </section>
  );
}
