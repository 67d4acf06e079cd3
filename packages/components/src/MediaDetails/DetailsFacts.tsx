'use client';

import { isImage, type MediaFile } from '@vitrine/schema';
import { Lock } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { FileName } from '../ui/FileName.tsx';
import { Icon } from '../ui/Icon.tsx';
import { fileFacts, privateFacts } from './file-facts.ts';

/** What is known of the file and nobody writes. */
export function DetailsFacts({ file }: { file: MediaFile }) {
  const m = useMessages();
  const format = useFormat();
  const { x, y } = file.focalPoint;
  const facts: (readonly [name: string, value: ReactNode])[] = [
    [m.factFile, <FileName key="name" name={file.originalFilename} />],
  ];
  if (file.durationSeconds !== null) facts.push([m.factDuration, format.duration(file.durationSeconds)]);
  if (file.pageCount !== null) facts.push([m.factPages, format.number(file.pageCount)]);
  if (file.takenAt !== null) facts.push([m.factTaken, format.date(file.takenAt)]);
  facts.push(...fileFacts(file, format, m));
  facts.push([m.factAdded, format.date(file.createdAt)]);
  if (file.updatedAt !== file.createdAt) facts.push([m.factChanged, format.date(file.updatedAt)]);
  if (file.uploadedBy) facts.push([m.factBy, file.uploadedBy.displayName]);
  if (isImage(file)) facts.push([m.factFocal, `${format.percent(x)} · ${format.percent(y)}`]);
  const hidden = privateFacts(file, format, m);
  return (
    <>
      <FactList facts={facts} />
      {hidden.length > 0 && (
        <>
          <p className="vt-label">
            <Icon icon={Lock} size="s" /> {m.factsPrivate}
          </p>
          <FactList facts={hidden} />
        </>
      )}
    </>
  );
}

function FactList({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="vt-meta vt-part">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? <bdi>{value}</bdi> : value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
