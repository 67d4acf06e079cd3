'use client';

import { Trash2, Undo2 } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';

export interface TrashBarProps {
  chosen: number;
  total: number;
  loaded: number;
  /** All that match are chosen. */
  isWhole: boolean;
  onAll: () => void;
  onWhole: () => void;
  onNone: () => void;
  onRestore: () => void;
  /** Undefined where the person may not delete for good. */
  onPurge: (() => void) | undefined;
  onEmpty: (() => void) | undefined;
}

/** What can be done with several files in the trash, and with all of it. */
export function TrashBar(props: TrashBarProps) {
  const { chosen, total, loaded, isWhole, onPurge, onEmpty } = props;
  const m = useWorkMessages();
  const format = useFormat();
  const isSome = chosen > 0 || isWhole;
  return (
    <div className="vt-trash-bar" role="toolbar" aria-label={m.trashActions}>
      <Checkbox
        isSelected={isWhole || (chosen > 0 && chosen === loaded)}
        isIndeterminate={!isWhole && chosen > 0 && chosen < loaded}
        onChange={() => (isSome ? props.onNone() : props.onAll())}
      >
        <span>
          {isWhole
            ? m.matchingSelected(format.number(total))
            : chosen > 0
              ? m.selectedShort(format.number(chosen))
              : m.trashSelectAll}
        </span>
      </Checkbox>
      {isSome && !isWhole && total > chosen && (
        <Button variant="link" onPress={props.onWhole}>
          {m.selectMatching(format.number(total))}
        </Button>
      )}
      <span className="vt-row vt-end">
        {isSome ? (
          <>
            <Button variant="line" icon={Undo2} onPress={props.onRestore}>
              {m.restore}
            </Button>
            {onPurge && (
              <Button className="vt-bad" icon={Trash2} onPress={onPurge}>
                {m.deletePermanently}
              </Button>
            )}
          </>
        ) : (
          onEmpty && (
            <Button className="vt-bad" icon={Trash2} onPress={onEmpty}>
              {m.emptyTrash}
            </Button>
          )
        )}
      </span>
    </div>
  );
}
