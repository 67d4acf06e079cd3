'use client';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Icon } from '../ui/Icon.tsx';

interface FieldFrameProps {
  label: string;
  labelId: string;
  isRequired: boolean;
  /** `4 of 6` */
  count?: string;
  description?: string;
  /** Sentences that say what is wrong. */
  errors: readonly string[];
  dropProps: React.HTMLAttributes<HTMLElement>;
  children: ReactNode;
}

/** Label, content, what is wrong or what it is for. */
export function FieldFrame(props: FieldFrameProps) {
  const { label, labelId, isRequired, count, description, errors, dropProps, children } = props;
  const messages = useEditorMessages();
  const hintId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can not be a drop target in a flex form of the host
    <div
      {...dropProps}
      className="vt-media-field"
      role="group"
      aria-labelledby={labelId}
      aria-describedby={description ? hintId : undefined}
    >
      <div className="vt-label">
        <span id={labelId}>{label}</span>
        {isRequired && <span className="vt-faint vt-field-required">{messages.fieldRequired}</span>}
        {count !== undefined && <span className="vt-count">{count}</span>}
      </div>
      {children}
      <div role="alert">
        {errors.map((error) => (
          <p key={error} className="vt-note vt-note--bad">
            <Icon icon={CircleAlert} size="s" />
            <span>{error}</span>
          </p>
        ))}
      </div>
      {description && (
        <p className="vt-hint" id={hintId}>
          {description}
        </p>
      )}
    </div>
  );
}
