import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';

export interface IconProps {
  icon: LucideIcon;
  size?: 's' | 'm';
  /** Mirrored where the text runs from right to left: arrows, not things. */
  isFlipped?: boolean;
  className?: string;
}

/** Beside a text or in a labelled button: it is hidden from screen readers. */
export function Icon({ icon: Drawing, size = 'm', isFlipped = false, className }: IconProps) {
  return (
    <Drawing
      className={classNames('vt-icon', size === 's' && 'vt-icon--s', isFlipped && 'vt-icon--flip', className)}
      aria-hidden="true"
    />
  );
}
