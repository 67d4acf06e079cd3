'use client';

import { MediaId } from '@vitrine/schema';
import { useMediaFiles } from '../hooks/use-media-files.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWorkMessages } from '../i18n/use-work-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailures } from './use-failures.ts';
import { useWork } from './use-work.ts';
import type { Work } from './work-store.ts';

/** The most files of one question. */
const MAX_ASKED = 500;

/** What could not be done, file by file, each with its reason. */
export function FailuresDialog({ work, onClose }: { work: Work; onClose: () => void }) {
  const m = useWorkMessages();
  const format = useFormat();
  const { retry } = useWork();
  const { failures, isLoading, error, loadMore } = useFailures(work);
  const known = new Map(work.known.map((file) => [file.id as string, file]));
  const unknown = failures.flatMap(({ id }) => (known.has(id) ? [] : [MediaId.parse(id)]));
  const { files } = useMediaFiles(unknown.slice(0, MAX_ASKED));
  const title = m.failuresTitle(work.failed, format.number(work.failed));
  return (
    <Dialog isOpen onClose={onClose} className="vt-modal--wide" title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className="vt-impacts" aria-label={title} aria-busy={isLoading} tabIndex={0}>
        {isLoading && (
          <li className="vt-impact vt-impact--file">
            <span className="vt-thumb" />
            <Skeleton isName />
          </li>
        )}
        {failures.map(({ id, message }) => {
          const file = known.get(id) ?? files.get(MediaId.parse(id));
          return (
            <li className="vt-impact vt-impact--file" key={id}>
              {file ? <Thumbnail file={file} size="small" /> : <span className="vt-thumb" />}
              <div className="vt-grow">
                <div className="vt-clip">
                  <bdi>{file?.title ?? m.failureGone}</bdi>
                </div>
                <div className="vt-file-sub" dir="auto">
                  {message}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {error && (
        <p className="vt-modal-body vt-bad" role="alert">
          {error}
        </p>
      )}
      <div className="vt-modal-foot">
        {loadMore && (
          <Button variant="line" onPress={loadMore}>
            {m.workMore}
          </Button>
        )}
        {work.taskId !== null && work.deed !== 'undo' && work.deed !== 'purge' && (
          <Button
            variant="line"
            onPress={() => {
              onClose();
              void retry(work);
            }}
          >
            {m.failuresRetry}
          </Button>
        )}
        <Button variant="primary" onPress={onClose} autoFocus>
          {m.close}
        </Button>
      </div>
    </Dialog>
  );
}
