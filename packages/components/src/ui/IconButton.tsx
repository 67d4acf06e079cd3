'use client';

import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import type { ButtonVariant } from './Button.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  icon: LucideIcon;
  /** What it does; also its tooltip. */
  label: string;
  variant?: ButtonVariant;
  /** False where the words stand beside it anyway. */
  hasTooltip?: boolean;
  /** Mirrored where the text runs from right to left. */
  isFlipped?: boolean;
  className?: string;
}

export function IconButton({
  icon,
  label,
  variant = 'plain',
  hasTooltip = true,
  isFlipped = false,
  className,
  ...props
}: IconButtonProps) {
  const button = (
    <AriaButton
      {...props}
      aria-label={label}
      className={classNames('vt-btn', 'vt-btn--icon', variant !== 'plain' && `vt-btn--${variant}`, className)}
    >
      <Icon icon={icon} isFlipped={isFlipped} />
    </AriaButton>
  );
  return hasTooltip ? <Tooltip label={label}>{button}</Tooltip> : button;
}
