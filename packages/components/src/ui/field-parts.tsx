'use client';

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { useMessages } from '../i18n/use-messages.ts';
import { Icon } from './Icon.tsx';

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What belongs in, before anything is wrong. */
  description?: ReactNode;
  /** What is wrong and how to mend it. */
  errorMessage?: string | undefined;
  isRequired?: boolean;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  isLabelHidden?: boolean;
  placeholder?: string;
  maxLength?: number;
  /** At the end of the label's line, already formatted: `124 of 160`. */
  counter?: string;
  /** At the end of the label's line: a small button. */
  end?: ReactNode;
  onBlur?: () => void;
  autoFocus?: boolean;
  className?: string;
}

export function FieldLabel({
  label,
  isRequired,
  counter,
  end,
}: Pick<FieldProps, 'label' | 'isRequired' | 'counter' | 'end'>) {
  const messages = useMessages();
  return (
    <div className="vt-label">
      <Label>
        {label}
        {isRequired && (
          <span className="vt-required" title={messages.required} aria-hidden="true">
            {' *'}
          </span>
        )}
      </Label>
      {counter !== undefined && <span className="vt-count">{counter}</span>}
      {end !== undefined && <span className="vt-end">{end}</span>}
    </div>
  );
}

export function FieldNotes({ description, errorMessage }: Pick<FieldProps, 'description' | 'errorMessage'>) {
  return (
    <>
      {description !== undefined && errorMessage === undefined && (
        <Text slot="description" className="vt-hint" elementType="p">
          {description}
        </Text>
      )}
      <FieldError className="vt-note vt-note--bad" elementType="p">
        <Icon icon={TriangleAlert} size="s" />
        {errorMessage}
      </FieldError>
    </>
  );
}
