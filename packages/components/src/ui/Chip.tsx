'use client';

import { type LucideIcon, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useMessages } from '../i18n/use-messages.ts';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';

export interface ChipProps {
  children: string;
  /** The whole chip is the button that takes it away. */
  onRemove?: () => void;
  /** Default: `Remove <text>`. */
  removeLabel?: string;
  /** An offer, not something applied. */
  isGhost?: boolean;
  onPress?: () => void;
  icon?: LucideIcon;
}

export function Chip({ children, onRemove, removeLabel, isGhost, onPress, icon }: ChipProps) {
  const messages = useMessages();
  if (!onRemove && !onPress) return <span className="vt-chip vt-chip--still">{children}</span>;
  return (
    <Button
      className={classNames('vt-chip', onRemove && 'vt-chip--cut', isGhost && 'vt-chip--ghost')}
      aria-label={onRemove ? (removeLabel ?? messages.remove(children)) : undefined}
      onPress={onRemove ?? onPress}
    >
      {icon && <Icon icon={icon} />}
      {children}
      {onRemove && <Icon icon={X} />}
    </Button>
  );
}
