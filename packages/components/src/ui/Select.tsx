'use client';

import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { useOverlayRoot } from './use-overlay-root.ts';

export interface SelectProps<Id extends string> {
  label: string;
  value: Id;
  options: readonly { id: Id; label: string }[];
  onChange: (value: Id) => void;
  /** Without a frame: in toolbars. */
  isQuiet?: boolean;
  /** Draws the label over it, and makes it as wide as its place; else the label is for screen readers. */
  isLabelVisible?: boolean;
  isDisabled?: boolean;
  className?: string;
}

export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, value, options, onChange, isQuiet, isLabelVisible, isDisabled, className } = props;
  const root = useOverlayRoot();
  return (
    <AriaSelect
      aria-label={isLabelVisible ? undefined : label}
      selectedKey={value}
      isDisabled={isDisabled ?? false}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      className={className ?? 'vt-select-field'}
    >
      {isLabelVisible && <Label className="vt-label">{label}</Label>}
      <Button
        className={classNames(
          'vt-select',
          isQuiet && 'vt-select--quiet',
          isLabelVisible && 'vt-select--full',
        )}
      >
        <SelectValue className="vt-clip" />
        <Icon icon={ChevronDown} size="s" />
      </Button>
      <Popover
        {...root.attributes}
        className="vt vt-popover"
        offset={4}
        UNSTABLE_portalContainer={root.container}
      >
        <ListBox className="vt-menu" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="vt-menu-item">
              {({ isSelected }) => (
                <>
                  {option.label}
                  {isSelected && <Icon icon={Check} size="s" className="vt-menu-check" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
