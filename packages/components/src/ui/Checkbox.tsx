'use client';

import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';

export interface CheckboxProps {
  isSelected: boolean;
  isIndeterminate?: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  /** Where there are no words beside it. */
  label?: string;
  children?: ReactNode;
  className?: string;
}

export function Checkbox({ label, children, className, isIndeterminate = false, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...props}
      isIndeterminate={isIndeterminate}
      aria-label={label}
      className={classNames('vt-option', className)}
    >
      {({ isSelected }) => (
        <>
          <CheckMark isOn={isSelected || isIndeterminate} isPartly={isIndeterminate} />
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}

/** The box alone, for rows that are themselves the control. */
export function CheckMark({ isOn, isPartly = false }: { isOn: boolean; isPartly?: boolean }) {
  return (
    <span className={classNames('vt-check', isOn && 'vt-check--on')} aria-hidden="true">
      <Icon icon={isPartly ? Minus : Check} />
    </span>
  );
}
