import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

export interface BannerProps {
  icon: LucideIcon;
  children: ReactNode;
  action?: ReactNode;
}

/** A line over the content that stays usable below it. */
export function Banner({ icon, children, action }: BannerProps) {
  return (
    <div className="vt-banner" role="status">
      <Icon icon={icon} />
      <span className="vt-grow vt-clip">{children}</span>
      {action}
    </div>
  );
}
