'use client';

import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps } from './field-parts.tsx';

export interface TextAreaProps extends FieldProps {
  /** Lines at rest; it grows with its text. */
  rows?: number;
}

export function TextArea(props: TextAreaProps) {
  const { label, isLabelHidden, errorMessage, placeholder, maxLength, rows = 2, onBlur } = props;
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
      autoFocus={props.autoFocus ?? false}
    >
      {!isLabelHidden && (
        <FieldLabel label={label} isRequired={props.isRequired} counter={props.counter} end={props.end} />
      )}
      <AriaTextArea
        className="vt-input"
        rows={rows}
        placeholder={placeholder}
        maxLength={maxLength}
        onBlur={onBlur}
      />
      <FieldNotes description={props.description} errorMessage={errorMessage} />
    </AriaTextField>
  );
}
