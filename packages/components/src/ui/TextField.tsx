'use client';

import type { HTMLInputTypeAttribute, KeyboardEvent } from 'react';
import { TextField as AriaTextField, Input } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { FieldLabel, FieldNotes, type FieldProps } from './field-parts.tsx';

export interface TextFieldProps extends FieldProps {
  type?: HTMLInputTypeAttribute;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | 'email';
  /** Looks like text until it is touched. */
  isQuiet?: boolean;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden, errorMessage, isQuiet, placeholder, maxLength, inputMode, onBlur } = props;
  return (
    <AriaTextField
      className={props.className ?? 'vt-field'}
      aria-label={isLabelHidden ? label : undefined}
      value={props.value}
      onChange={props.onChange}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      isInvalid={errorMessage !== undefined}
      validationBehavior="aria"
      type={props.type ?? 'text'}
      autoFocus={props.autoFocus ?? false}
    >
      {!isLabelHidden && (
        <FieldLabel label={label} isRequired={props.isRequired} counter={props.counter} end={props.end} />
      )}
      <Input
        className={classNames('vt-input', isQuiet && 'vt-input--quiet')}
        placeholder={placeholder}
        maxLength={maxLength}
        inputMode={inputMode}
        onBlur={onBlur}
        onKeyDown={props.onKeyDown}
      />
      <FieldNotes description={props.description} errorMessage={errorMessage} />
    </AriaTextField>
  );
}
