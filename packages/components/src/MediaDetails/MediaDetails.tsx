'use client';

import { DetailsPane, type DetailsPaneProps, type DetailsPartProps } from './DetailsPane.tsx';
import { DetailsReview } from './DetailsReview.tsx';
import { DetailsRights } from './DetailsRights.tsx';
import { DetailsVersions } from './DetailsVersions.tsx';
import { ForceDialog } from './ForceDialog.tsx';

export type MediaDetailsProps = Omit<DetailsPaneProps, 'Head' | 'More' | 'Force'>;

/**
 * All of one file: the picture, its words, its tags, where it is used, what is known of it; and its life: review,
 * rights, versions.
 */
export function MediaDetails(props: MediaDetailsProps) {
  return <DetailsPane {...props} Head={DetailsReview} More={DetailsLife} Force={ForceDialog} />;
}

function DetailsLife({ file, saver, isReadOnly }: DetailsPartProps) {
  return (
    <>
      <DetailsRights file={file} saver={saver} isReadOnly={isReadOnly} />
      <DetailsVersions file={file} isReadOnly={isReadOnly} />
    </>
  );
}
