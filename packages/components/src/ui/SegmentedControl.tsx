'use client';

import type { LucideIcon } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface SegmentedControlProps<Id extends string> {
  label: string;
  value: Id;
  /** With an icon the label is its tooltip and its name. */
  options: readonly { id: Id; label: string; icon?: LucideIcon }[];
  onChange: (value: Id) => void;
  isFull?: boolean;
  isDisabled?: boolean;
  className?: string;
}

export function SegmentedControl<Id extends string>(props: SegmentedControlProps<Id>) {
  const { label, value, options, onChange, isFull, isDisabled, className } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled ?? false}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.id));
        if (chosen && chosen.id !== value) onChange(chosen.id);
      }}
      className={classNames('vt-seg', isFull && 'vt-seg--full', className)}
    >
      {options.map(({ id, label: name, icon }) =>
        icon ? (
          <Tooltip key={id} label={name}>
            <ToggleButton id={id} aria-label={name} className="vt-seg-button">
              <Icon icon={icon} />
            </ToggleButton>
          </Tooltip>
        ) : (
          <ToggleButton key={id} id={id} className="vt-seg-button">
            {name}
          </ToggleButton>
        ),
      )}
    </ToggleButtonGroup>
  );
}
