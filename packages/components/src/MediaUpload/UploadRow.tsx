'use client';

import { Check, CircleAlert, Copy, File as FileIcon, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useOnline } from '../hooks/use-online.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Thumbnail } from '../MediaCard/Thumbnail.tsx';
import { useKit } from '../provider/use-kit.ts';
import type { UploadItem } from '../store/upload-store.ts';
import { Button } from '../ui/Button.tsx';
import { FileName } from '../ui/FileName.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { formatTimeLeft } from '../upload/time-left.ts';
import { isPending, type UploadQueue } from '../upload/upload-queue.ts';

/** Failures of the file itself: sending it again ends the same way. */
const FINAL = new Set([
  'upload.too-large',
  'upload.empty',
  'upload.mime-refused',
  'upload.extension-refused',
  'upload.invalid-image',
  'upload.svg-active',
  'quota.exceeded',
  'auth.denied',
]);

/** One file of the dock: how far it is, or what it needs. */
export function UploadRow({ item, queue }: { item: UploadItem; queue: Omit<UploadQueue, 'add'> }) {
  const m = useMessages();
  const { state, name, id } = item;
  const canRetry = state === 'cancelled' || (state === 'failed' && !FINAL.has(item.error?.code ?? ''));
  return (
    <li className="vt-up" data-state={state}>
      <UploadPicture item={item} />
      <div className="vt-up-body">
        <FileName name={name} />
        <UploadLine item={item} />
      </div>
      <div className="vt-row">
        {canRetry && (
          <Button variant="line" onPress={() => queue.retry(id)} aria-label={m.actionOf(m.retry, name)}>
            {m.retry}
          </Button>
        )}
        {state === 'duplicate' && (
          <>
            <Button
              variant="line"
              onPress={() => queue.takeExisting(id)}
              aria-label={m.actionOf(m.takeExisting, name)}
            >
              {m.takeExisting}
            </Button>
            <Button
              variant="line"
              onPress={() => void queue.keepBoth(id)}
              aria-label={m.actionOf(m.keepBoth, name)}
            >
              {m.keepBoth}
            </Button>
          </>
        )}
        {isPending(item) ? (
          <IconButton icon={X} label={m.uploadCancel(name)} onPress={() => queue.cancel(id)} />
        ) : (
          state !== 'duplicate' && (
            <IconButton icon={X} label={m.uploadRemove(name)} onPress={() => queue.remove(id)} />
          )
        )}
      </div>
    </li>
  );
}

function UploadPicture({ item }: { item: UploadItem }) {
  const { media, previewUrl } = item;
  // Bytes that are no picture, whatever their name says.
  const [isBroken, setBroken] = useState(false);
  if (media && (previewUrl === null || isBroken)) return <Thumbnail file={media} size="small" />;
  return (
    <span className="vt-thumb">
      {previewUrl === null || isBroken ? (
        <Icon icon={FileIcon} />
      ) : (
        <img src={previewUrl} alt="" onError={() => setBroken(true)} />
      )}
    </span>
  );
}

function UploadLine({ item }: { item: UploadItem }) {
  const m = useMessages();
  const format = useFormat();
  const { locale } = useKit();
  const isOnline = useOnline();
  const fraction = item.sizeBytes === 0 ? 0 : item.sentBytes / item.sizeBytes;
  switch (item.state) {
    case 'waiting':
      return <Line>{isOnline ? m.uploadWaiting : m.uploadWaitsOffline}</Line>;
    case 'finishing':
      return (
        <>
          <ProgressBar label={item.name} value={item.sizeBytes} max={item.sizeBytes} />
          <Line>{m.uploadFinishing}</Line>
        </>
      );
    case 'sending': {
      const left = formatTimeLeft(item.sizeBytes - item.sentBytes, item.bytesPerSecond, locale);
      return (
        <>
          <ProgressBar label={item.name} value={item.sentBytes} max={item.sizeBytes} />
          <span className="vt-up-line">
            <span>{format.percent(fraction)}</span>
            {item.bytesPerSecond !== null && (
              <span>{m.speed(format.bytes(Math.round(item.bytesPerSecond)))}</span>
            )}
            {left !== null && <span>{m.timeLeft(left)}</span>}
          </span>
        </>
      );
    }
    case 'failed': {
      const reason =
        item.error?.code === 'network' ? m.uploadLost(format.percent(fraction)) : (item.error?.message ?? '');
      return (
        <Line icon={CircleAlert} isBad title={reason}>
          {reason}
        </Line>
      );
    }
    case 'duplicate':
      return (
        <Line icon={Copy} isBad={item.error !== null} title={item.error?.message}>
          {item.error?.message ?? m.uploadDuplicate}
        </Line>
      );
    case 'done':
      return <Line icon={Check}>{m.uploadDone}</Line>;
    case 'cancelled':
      return <Line>{m.uploadCancelled}</Line>;
  }
}

function Line({
  icon,
  isBad,
  title,
  children,
}: {
  icon?: typeof Check;
  isBad?: boolean;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={isBad ? 'vt-up-line vt-bad' : 'vt-up-line'} title={title}>
      {icon && <Icon icon={icon} size="s" />}
      <span className="vt-clip">{children}</span>
    </span>
  );
}
