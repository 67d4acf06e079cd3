'use client';

import type { MediaFile } from '@vitrine/schema';
import { Fragment, type ReactNode } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { FileName } from '../ui/FileName.tsx';

/** What is known of the file and nobody writes. */
export function DetailsFacts({ file }: { file: MediaFile }) {
  const m = useMessages();
  const format = useFormat();
  const { x, y } = file.focalPoint;
  const facts: [name: string, value: ReactNode][] = [
    [m.factFile, <FileName key="name" name={file.originalFilename} />],
  ];
  if (file.durationSeconds !== null) facts.push([m.factDuration, format.duration(file.durationSeconds)]);
  if (file.pageCount !== null) facts.push([m.factPages, format.number(file.pageCount)]);
  if (file.takenAt !== null) facts.push([m.factTaken, format.date(file.takenAt)]);
  facts.push([m.factAdded, format.date(file.createdAt)]);
  if (file.updatedAt !== file.createdAt) facts.push([m.factChanged, format.date(file.updatedAt)]);
  if (file.uploadedBy) facts.push([m.factBy, file.uploadedBy.displayName]);
  if (file.kind === 'image') facts.push([m.factFocal, `${format.percent(x)} · ${format.percent(y)}`]);
  return (
    <dl className="vt-meta vt-part">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
