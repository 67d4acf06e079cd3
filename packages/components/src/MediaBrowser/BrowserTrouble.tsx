'use client';

import { CloudAlert, Hand, WifiOff } from 'lucide-react';
import { useFormat } from '../i18n/use-format.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import type { MediaBrowserViewProps } from './MediaBrowserView.tsx';

/** Offline, refused choices and failed loads leave what is shown, under a line that says so. */
export function BrowserTrouble(props: MediaBrowserViewProps & { isShown: boolean }) {
  const { isOffline, waitingUploads = 0, refusal, error, onRetry, isShown } = props;
  const messages = useMessages();
  const format = useFormat();
  if (isOffline && isShown) {
    return (
      <Banner
        icon={WifiOff}
        action={
          <Button variant="link" onPress={onRetry}>
            {messages.tryNow}
          </Button>
        }
      >
        <b className="vt-strong">{messages.offlineTitle}</b>{' '}
        {waitingUploads > 0
          ? messages.offlineUploads(waitingUploads, format.number(waitingUploads))
          : messages.offlineText}
      </Banner>
    );
  }
  if (refusal) return <Banner icon={Hand}>{refusal}</Banner>;
  if (!error || !isShown) return null;
  return (
    <Banner
      icon={CloudAlert}
      action={
        <Button variant="link" onPress={onRetry}>
          {messages.retry}
        </Button>
      }
    >
      {error.message}
    </Banner>
  );
}
