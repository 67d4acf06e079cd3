'use client';

import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import { classNames } from './class-names.ts';

export interface SwitchProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
  className?: string;
}

/** For what takes effect at once; a Checkbox for what is sent with a form. */
export function Switch({ children, className, ...props }: SwitchProps) {
  return (
    <AriaSwitch {...props} className={classNames('vt-option', className)}>
      {({ isSelected }) => (
        <>
          <span className={classNames('vt-switch', isSelected && 'vt-switch--on')} aria-hidden="true" />
          {children}
        </>
      )}
    </AriaSwitch>
  );
}
