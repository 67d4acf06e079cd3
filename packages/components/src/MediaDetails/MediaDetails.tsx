'use client';

import type { MediaFile } from '@vitrine/schema';
import { lazy, Suspense, useMemo } from 'react';
import { DeleteDialog } from '../impact/DeleteDialog.tsx';
import { WorkScope } from '../work/WorkScope.tsx';
import {
  type DeletePartProps,
  DetailsPane,
  type DetailsPaneProps,
  type DetailsPartProps,
} from './DetailsPane.tsx';
import { DetailsReplaced } from './DetailsReplaced.tsx';
import { DetailsReview } from './DetailsReview.tsx';
import { DetailsRights } from './DetailsRights.tsx';
import { DetailsVersions } from './DetailsVersions.tsx';

const SimilarPictures = lazy(async () => ({
  default: (await import('../duplicates/SimilarPictures.tsx')).SimilarPictures,
}));

export type MediaDetailsProps = Omit<DetailsPaneProps, 'Head' | 'More' | 'Delete'>;

/**
 * All of one file: the picture, its words, its tags, where it is used, what is known of it; and its life: review,
 * rights, versions.
 */
export function MediaDetails(props: MediaDetailsProps) {
  return (
    <WorkScope>
      <DetailsPane {...props} Head={DetailsState} More={DetailsLife} Delete={DeleteFile} />
    </WorkScope>
  );
}

function DetailsState({ file }: { file: MediaFile }) {
  return (
    <>
      <DetailsReview file={file} />
      {file.replacedBy !== null && <DetailsReplaced file={file} by={file.replacedBy} />}
    </>
  );
}

function DetailsLife({ file, saver, isReadOnly, onShow }: DetailsPartProps) {
  return (
    <>
      {file.kind === 'image' && (
        <Suspense fallback={null}>
          <SimilarPictures file={file} onShow={onShow} />
        </Suspense>
      )}
      <DetailsRights file={file} saver={saver} isReadOnly={isReadOnly} />
      <DetailsVersions file={file} isReadOnly={isReadOnly} />
    </>
  );
}

function DeleteFile({ file, onClose, onDeleted }: DeletePartProps) {
  const target = useMemo(() => ({ files: [file] }), [file]);
  const told = (ids: readonly string[] | null) => {
    if (ids?.includes(file.id)) onDeleted();
  };
  return <DeleteDialog target={target} onClose={onClose} onDeleted={told} />;
}
