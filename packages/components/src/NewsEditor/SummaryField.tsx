'use client';
import { useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { TextArea } from '../ui/TextArea.tsx';

/** Characters of a summary, as the schema has it. */
const MAX = 160;

interface SummaryFieldProps {
  value: string;
  onChange(summary: string): void;
}

/** Nothing is cut off: a text that is too long stays, says by how much, and gets into the config when it fits. */
export function SummaryField({ value, onChange }: SummaryFieldProps) {
  const messages = useEditorMessages();
  const format = useFormat();
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? value;
  const over = text.length - MAX;
  return (
    <TextArea
      label={messages.newsSummary}
      value={text}
      counter={messages.newsSummaryCount(format.number(text.length), format.number(MAX))}
      errorMessage={over > 0 ? messages.newsSummaryLong(format.number(over)) : undefined}
      onChange={(next) => {
        const fits = next.length <= MAX;
        setDraft(fits ? null : next);
        if (fits) onChange(next);
      }}
    />
  );
}
