'use client';

import type { ImpactAction, MediaFile } from '@vitrine/schema';
import { ChevronRight } from 'lucide-react';
import { Icon } from '../ui/Icon.tsx';
import { ImpactFiles } from './ImpactFiles.tsx';
import { useImpact } from './use-impact.ts';

export interface ImpactNoteProps {
  files: readonly MediaFile[];
  action: ImpactAction;
  /** Says it of so many pages. */
  text: (pages: number) => string;
}

/** One line about the pages that notice, with all of them behind it. Nothing where none does. */
export function ImpactNote({ files, action, text }: ImpactNoteProps) {
  const { used } = useImpact({ files }, action);
  const pages = used.reduce((sum, { impact }) => sum + impact.contentCount, 0);
  if (pages === 0) return null;
  return (
    <details className="vt-impact-note">
      <summary>
        <Icon icon={ChevronRight} size="s" isFlipped />
        {text(pages)}
      </summary>
      <ImpactFiles used={used} total={files.length} />
    </details>
  );
}
