'use client';

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';

export type ButtonVariant = 'plain' | 'line' | 'primary' | 'danger' | 'link';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** At most one `primary` in a view; `danger` only for what can not be undone. */
  variant?: ButtonVariant;
  icon?: LucideIcon;
  children: ReactNode;
  className?: string;
}

export function Button({ variant = 'plain', icon, children, className, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={classNames('vt-btn', variant !== 'plain' && `vt-btn--${variant}`, className)}
    >
      {icon && <Icon icon={icon} size={variant === 'link' ? 's' : 'm'} />}
      {children}
    </AriaButton>
  );
}
