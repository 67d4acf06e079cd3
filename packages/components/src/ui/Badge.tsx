import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';

export interface BadgeProps {
  children: ReactNode;
  icon?: LucideIcon;
  isBad?: boolean;
  place?: 'start' | 'end';
}

/** Lies on a picture, at its lower edge; always left to right. */
export function Badge({ children, icon, isBad, place = 'end' }: BadgeProps) {
  return (
    <span
      className={classNames('vt-badge', isBad && 'vt-badge--bad', place === 'start' && 'vt-badge--start')}
    >
      {icon && <Icon icon={icon} />}
      <span className="vt-clip">{children}</span>
    </span>
  );
}
