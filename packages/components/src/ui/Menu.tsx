'use client';

import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { useOverlayRoot } from './use-overlay-root.ts';

export interface MenuItem {
  id: string;
  label: string;
  icon?: LucideIcon;
  isDanger?: boolean;
  isDisabled?: boolean;
}

export interface MenuProps {
  /** Names the menu for screen readers. */
  label: string;
  items: readonly MenuItem[];
  onAction: (id: string) => void;
  /** The Button or IconButton that opens it. */
  trigger: ReactElement;
}

export function Menu({ label, items, onAction, trigger }: MenuProps) {
  const root = useOverlayRoot();
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        {...root.attributes}
        className="vt vt-popover"
        offset={4}
        UNSTABLE_portalContainer={root.container}
      >
        <AriaMenu className="vt-menu" aria-label={label} onAction={(key) => onAction(String(key))}>
          {items.map((item) => (
            <AriaMenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              isDisabled={item.isDisabled ?? false}
              className={classNames('vt-menu-item', item.isDanger && 'vt-menu-item--danger')}
            >
              {item.icon && <Icon icon={item.icon} />}
              {item.label}
            </AriaMenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
