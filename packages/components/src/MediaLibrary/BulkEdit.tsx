'use client';

import type { AccessLevel, MediaFile } from '@vitrine/schema';
import { useState } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { ImpactNote } from '../impact/ImpactNote.tsx';
import { dayOf, endOf, lastDayOf, startOf } from '../MediaDetails/rights-days.ts';
import { useKit } from '../provider/use-kit.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ModalFoot } from '../ui/ModalFoot.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useWork } from '../work/use-work.ts';
import { countOf, inputOf, isWholeKnown, knownOf, type WorkTarget } from '../work/work-target.ts';

type Field = 'credit' | 'license' | 'rightsStart' | 'rightsEnd';
const SAME = 'same';

const textOf: Record<Field, (file: MediaFile) => string> = {
  credit: (file) => file.credit,
  license: (file) => file.license,
  rightsStart: (file) => dayOf(file.rightsStart),
  rightsEnd: (file) => lastDayOf(file.rightsEnd),
};

/** Credit, license, rights and level of many files. What is not touched stays as it is, file by file. */
export function BulkEdit({ target, onClose }: { target: WorkTarget; onClose: () => void }) {
  const m = useWorkMessages();
  const format = useFormat();
  const { client } = useKit();
  const { run } = useWork();
  const [changed, setChanged] = useState<Partial<Record<Field, string>>>({});
  const [level, setLevel] = useState<AccessLevel | typeof SAME>(SAME);
  const files = knownOf(target);
  const total = countOf(target);
  /** null where they differ, or are not all known. */
  const common = (field: Field): string | null => {
    const [first, ...rest] = files.map(textOf[field]);
    return isWholeKnown(target) && rest.every((text) => text === first) ? (first ?? null) : null;
  };
  const isChanged = Object.keys(changed).length > 0 || level !== SAME;
  const fields = [
    { field: 'credit', label: m.rightsCredit, type: 'text', maxLength: 500 },
    { field: 'license', label: m.rightsLicense, type: 'text', maxLength: 500 },
    { field: 'rightsStart', label: m.rightsFrom, type: 'date' },
    { field: 'rightsEnd', label: m.rightsUntil, type: 'date' },
  ] as const;
  const levels: { id: AccessLevel | typeof SAME; label: string }[] = [
    { id: SAME, label: m.bulkSame },
    { id: 'public', label: m.levelPublic },
    { id: 'members', label: m.levelMembers },
    { id: 'staff', label: m.levelStaff },
    { id: 'private', label: m.levelPrivate },
  ];

  const apply = () => {
    onClose();
    const { credit, license, rightsStart, rightsEnd } = changed;
    void run({ deed: 'update', total, known: files }, () =>
      client.trpc.media.bulkUpdate.mutate({
        ...inputOf(target),
        changes: {
          ...(credit !== undefined && { credit: credit.trim() }),
          ...(license !== undefined && { license: license.trim() }),
          ...(rightsStart !== undefined && { rightsStart: startOf(rightsStart) }),
          ...(rightsEnd !== undefined && { rightsEnd: endOf(rightsEnd) }),
          ...(level !== SAME && { accessLevel: level }),
        },
      }),
    );
  };

  return (
    <Dialog isOpen onClose={onClose} title={m.bulkEditTitle(total, format.number(total))}>
      <div className="vt-modal-body">
        <p className="vt-quiet">{m.bulkEditNote}</p>
        <div className="vt-bulk-fields">
          {fields.map(({ field, ...props }) => {
            const same = common(field);
            const value = changed[field] ?? same ?? '';
            return (
              <TextField
                key={field}
                {...props}
                value={value}
                placeholder={same === null ? m.bulkSeveral : undefined}
                description={
                  changed[field] === ''
                    ? m.bulkCleared
                    : changed[field] === undefined && same === null && props.type === 'date'
                      ? m.bulkSeveral
                      : undefined
                }
                onChange={(text) => setChanged({ ...changed, [field]: text })}
              />
            );
          })}
          <Select
            label={m.accessLevel}
            isLabelVisible
            className="vt-field"
            value={level}
            options={levels}
            onChange={setLevel}
          />
        </div>
        {changed.rightsEnd && 'files' in target && (
          <ImpactNote
            files={files}
            action="expire"
            text={(pages) => m.impactExpire(pages, format.number(pages))}
          />
        )}
      </div>
      <ModalFoot confirmLabel={m.bulkApply} isDisabled={!isChanged} onConfirm={apply} onCancel={onClose} />
    </Dialog>
  );
}
