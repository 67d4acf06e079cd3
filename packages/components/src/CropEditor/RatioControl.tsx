'use client';
import { Lock } from 'lucide-react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Icon } from '../ui/Icon.tsx';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';

type Aspect = `${number}:${number}`;

interface RatioControlProps {
  /** undefined is free. */
  value: Aspect | undefined;
  /** Set by the field: shown, not offered. */
  demanded: Aspect | undefined;
  offered: readonly Aspect[];
  onChange(value: Aspect | undefined): void;
}

export function RatioControl({ value, demanded, offered, onChange }: RatioControlProps) {
  const messages = useEditorMessages();
  if (demanded) {
    return (
      <p className="vt-crop-lock">
        <Icon icon={Lock} size="s" />
        {messages.cropLocked(demanded)}
      </p>
    );
  }
  const aspects = [...new Set(offered)];
  return (
    <SegmentedControl<Aspect | 'free'>
      label={messages.cropRatio}
      value={value ?? 'free'}
      options={[{ id: 'free', label: messages.cropFree }, ...aspects.map((id) => ({ id, label: id }))]}
      onChange={(id) => onChange(id === 'free' ? undefined : id)}
    />
  );
}
