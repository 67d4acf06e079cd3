'use client';

import { Tabs as AriaTabs, Tab, TabList } from 'react-aria-components';

export interface TabsProps<Id extends string> {
  label: string;
  value: Id;
  options: readonly { id: Id; label: string /** Already formatted. */; count?: string }[];
  onChange: (value: Id) => void;
}

/** Tabs that filter what stands below; there is one panel for all of them. */
export function Tabs<Id extends string>({ label, value, options, onChange }: TabsProps<Id>) {
  return (
    <AriaTabs
      className="vt-tabs-box"
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen && chosen.id !== value) onChange(chosen.id);
      }}
    >
      <TabList aria-label={label} className="vt-tabs">
        {options.map((option) => (
          <Tab key={option.id} id={option.id} className="vt-tab">
            {option.label}
            {option.count !== undefined && <span className="vt-faint">{option.count}</span>}
          </Tab>
        ))}
      </TabList>
    </AriaTabs>
  );
}
