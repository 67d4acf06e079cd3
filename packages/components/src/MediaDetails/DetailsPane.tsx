'use client';

import type { MediaFile, MediaId } from '@vitrine/schema';
import { Download, ExternalLink, RotateCw, Trash2, TriangleAlert, X } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { useMedia } from '../hooks/use-media.ts';
import { useSession } from '../hooks/use-session.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DeleteDialogs } from './DeleteDialogs.tsx';
import { DetailsAlt } from './DetailsAlt.tsx';
import { DetailsFacts } from './DetailsFacts.tsx';
import { DetailsPreview } from './DetailsPreview.tsx';
import { DetailsTags } from './DetailsTags.tsx';
import { DetailsUsage } from './DetailsUsage.tsx';
import { mayChange } from './may-change.ts';
import { useDeleteMedia } from './use-delete-media.ts';
import { useDraft } from './use-draft.ts';
import { type SaveMedia, useSaveMedia } from './use-save-media.ts';

export interface DetailsPaneProps {
  /** null shows what to do to see a file. */
  mediaId: MediaId | null;
  /** What is known of it already: shown until the whole is there. */
  known?: MediaFile | null;
  /** Languages of the host's content, BCP 47, the most important first. */
  locales?: readonly string[];
  /** Also so where the person may not change this file. */
  isReadOnly?: boolean;
  /** Without it there is no Delete. */
  onDeleted?: (id: MediaId) => void;
  /** Shows another file instead: one that looks like this one. */
  onShow?: (file: MediaFile) => void;
  /** Draws a close button. */
  onClose?: () => void;
  className?: string;
  /** What stands over the words, and under the uses. A picker is loaded without them. */
  Head?: ComponentType<{ file: MediaFile }>;
  More?: ComponentType<DetailsPartProps>;
  /** Asks before the file goes, in the library's own way. */
  Delete?: ComponentType<DeletePartProps>;
}

export interface DeletePartProps {
  file: MediaFile;
  onClose: () => void;
  onDeleted: () => void;
}

export interface DetailsPartProps {
  file: MediaFile;
  onShow: ((file: MediaFile) => void) | undefined;
  saver: SaveMedia;
  isReadOnly: boolean;
}

/** What choosing a file needs of it: the picture, its words, its tags, where it is used, and what is known of it. */
export function DetailsPane(props: DetailsPaneProps) {
  const { mediaId, known, className } = props;
  const m = useMessages();
  const media = useMedia(mediaId);
  const file = media.file ?? (known?.id === mediaId ? known : null);
  return (
    <aside
      className={classNames('vt-details', className)}
      aria-label={m.detailsTitle}
      aria-busy={media.isLoading}
    >
      {props.onClose && (
        <div className="vt-details-head">
          <h2 className="vt-strong">{m.detailsTitle}</h2>
          <IconButton icon={X} label={m.close} onPress={props.onClose} />
        </div>
      )}
      {mediaId === null ? (
        <p className="vt-details-none vt-faint">{m.detailsNone}</p>
      ) : file ? (
        <WholeDetails key={file.id} {...props} file={file} />
      ) : media.error ? (
        <EmptyState
          picture="error"
          title={m.errorTitle}
          actions={
            <Button variant="line" icon={RotateCw} onPress={media.retry}>
              {m.retry}
            </Button>
          }
        >
          {media.error.message}
        </EmptyState>
      ) : (
        <div className="vt-details-bones" aria-hidden="true">
          <span className="vt-thumb vt-thumb--wide" />
          <Skeleton isName />
          <Skeleton />
          <Skeleton />
        </div>
      )}
    </aside>
  );
}

function WholeDetails({
  file,
  locales = [],
  isReadOnly,
  onDeleted,
  onShow,
  Head,
  More,
  Delete,
}: DetailsPaneProps & { file: MediaFile }) {
  const m = useMessages();
  const format = useFormat();
  const session = useSession();
  const saver = useSaveMedia(file);
  const deleted = () => onDeleted?.(file.id);
  const deletion = useDeleteMedia(deleted);
  const [isDeleting, setDeleting] = useState(false);
  const isFixed = isReadOnly === true || file.deletedAt !== null || !mayChange(session, file);
  const title = useDraft(file.title, (value) => saver.save({ title: value.trim() || file.title }));
  const dimensions = format.dimensions(file);

  return (
    <>
      <DetailsPreview file={file} />
      {saver.error && (
        <div className="vt-details-alert" role="alert">
          <Icon icon={TriangleAlert} size="s" />
          <span className="vt-grow">{saver.isConflict ? m.conflictTitle : saver.error.message}</span>
          <Button variant="link" onPress={() => void saver.reload()}>
            {m.reload}
          </Button>
        </div>
      )}
      <div className="vt-title-block">
        <TextField
          label={m.title}
          isLabelHidden
          isQuiet
          isReadOnly={isFixed}
          value={title.value}
          maxLength={255}
          onChange={title.onChange}
          onBlur={title.commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              title.commit();
            }
            if (event.key === 'Escape' && title.value !== file.title) {
              event.stopPropagation();
              title.reset();
            }
          }}
        />
        <p className="vt-faint vt-file-sub">
          <bdi>{format.type(file)}</bdi>
          {dimensions && (
            <>
              , <bdi dir="ltr">{dimensions}</bdi>
            </>
          )}
          , <bdi>{format.bytes(file.sizeBytes)}</bdi>
          {file.damaged && <span className="vt-bad"> {m.damaged}</span>}
        </p>
      </div>
      {Head && <Head file={file} />}
      {(file.kind === 'image' || file.kind === 'video') && (
        <DetailsAlt file={file} saver={saver} isReadOnly={isFixed} locales={locales} />
      )}
      <DetailsTags file={file} saver={saver} isReadOnly={isFixed} />
      <DetailsUsage file={file} />
      {More && <More file={file} onShow={onShow} saver={saver} isReadOnly={isFixed} />}
      <DetailsFacts file={file} />
      <div className="vt-details-acts">
        <a className="vt-btn vt-btn--link" href={file.url} target="_blank" rel="noreferrer">
          <Icon icon={ExternalLink} size="s" />
          {m.open}
        </a>
        <a className="vt-btn vt-btn--link" href={file.url} download={file.originalFilename}>
          <Icon icon={Download} size="s" />
          {m.download}
        </a>
        {onDeleted && !isFixed && (
          <Button
            className="vt-bad vt-end"
            icon={Trash2}
            onPress={() => (Delete ? setDeleting(true) : deletion.ask([file]))}
          >
            {m.delete}
          </Button>
        )}
      </div>
      <DeleteDialogs deletion={deletion} />
      {Delete && isDeleting && <Delete file={file} onClose={() => setDeleting(false)} onDeleted={deleted} />}
    </>
  );
}
