'use client';
import { Input, Label, NumberField } from 'react-aria-components';

interface NumberInputProps {
  label: string;
  value: number;
  min: number;
  max: number;
  /** Written after the number: `px`, `%`. */
  unit: string;
  onChange(value: number): void;
}

/** A whole number by typing, or by the arrow keys. */
export function NumberInput({ label, value, min, max, unit, onChange }: NumberInputProps) {
  return (
    <NumberField
      value={value}
      minValue={min}
      maxValue={max}
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      onChange={(next) => {
        if (Number.isFinite(next)) onChange(next);
      }}
    >
      <Label className="vt-label">{label}</Label>
      <div className="vt-num-input">
        <Input className="vt-input" />
        <span className="vt-num-unit" aria-hidden="true">
          {unit}
        </span>
      </div>
    </NumberField>
  );
}
