'use client';

import { useMessages } from '../i18n/use-messages.ts';
import { Dialog } from '../ui/Dialog.tsx';

interface ShortcutsDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** Several can be chosen here. */
  multiple: boolean;
  /** The list has an order of its own that can be changed. */
  isSortable: boolean;
}

export function ShortcutsDialog({ isOpen, onClose, multiple, isSortable }: ShortcutsDialogProps) {
  const messages = useMessages();
  const mod = typeof navigator !== 'undefined' && /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl';
  const lines: [string, string[]][] = [
    [messages.shortcutMove, [messages.keyArrows]],
    [messages.shortcutSelect, [messages.keySpace]],
    [messages.shortcutOpen, ['Enter']],
    [messages.shortcutConfirm, [mod, 'Enter']],
    [messages.shortcutClear, [messages.keyEscape]],
    ...(isSortable ? [[messages.shortcutOrder, ['Alt', messages.keyArrows]] as [string, string[]]] : []),
    [messages.shortcutTrash, [messages.keyDelete]],
    [messages.shortcutHelp, ['?']],
  ];
  if (multiple) {
    lines.splice(
      2,
      0,
      [messages.shortcutRange, ['Shift', messages.keyArrows]],
      [messages.shortcutSelectAll, [mod, 'A']],
    );
  }
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={messages.shortcuts}>
      <dl className="vt-modal-body vt-shortcuts">
        {lines.map(([what, keys]) => (
          <div key={what} className="vt-row">
            <dt className="vt-grow">{what}</dt>
            <dd className="vt-row">
              {keys.map((key) => (
                <kbd key={key} className="vt-kbd">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
