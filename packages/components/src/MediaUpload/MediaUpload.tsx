'use client';

import type { CollectionId, MediaFile, MediaKind } from '@vitrine/schema';
import { Upload } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Icon } from '../ui/Icon.tsx';
import { kindNames } from '../upload/describe-refusal.ts';
import { useUploads } from '../upload/use-uploads.ts';
import { BrowseButton } from './BrowseButton.tsx';
import { UploadDock } from './UploadDock.tsx';
import { UploadTarget } from './UploadTarget.tsx';

export interface MediaUploadProps {
  /** Must be the one of the provider's credential; the server refuses any other. */
  namespace?: string;
  /** Kinds that are taken; empty takes all that the library takes. */
  mediaTypes?: readonly MediaKind[];
  /** Called once per file: a new one, or the existing one that was chosen instead of a duplicate. */
  onUploadComplete?: (media: MediaFile) => void;
  /** Where new files are put. */
  collectionId?: CollectionId;
  /** What the overlay names; "Media" where it is missing. */
  label?: string;
}

/** A place to drop, paste or browse for files, with the uploads under it. */
export function MediaUpload({
  namespace,
  mediaTypes = [],
  onUploadComplete,
  collectionId,
  label,
}: MediaUploadProps) {
  const m = useMessages();
  const format = useFormat();
  const uploads = useUploads({ namespace, mediaTypes, collectionId, onUploaded: onUploadComplete });
  const limit = uploads.limits.server?.maxFileBytes;
  const hint =
    limit === undefined
      ? null
      : mediaTypes.length === 0
        ? m.uploadLimitsAny(format.bytes(limit))
        : m.uploadLimits(kindNames(mediaTypes, m).join(', '), format.bytes(limit));
  return (
    <UploadTarget label={label ?? m.media} uploads={uploads} className="vt-upload">
      <div className="vt-drop">
        <span className="vt-drop-pic">
          <Icon icon={Upload} />
        </span>
        <div className="vt-grow">
          <p className="vt-strong">{m.dropHere}</p>
          {hint && <p className="vt-hint">{hint}</p>}
        </div>
        <BrowseButton uploads={uploads} label={m.browseFiles} />
      </div>
      <UploadDock startsOpen />
    </UploadTarget>
  );
}
