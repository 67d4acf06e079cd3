'use client';
import { ImageSource, type ImageWidgetConfig } from '@vitrine/schema';
import { ImageIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { Icon } from '../ui/Icon.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';

type UrlSource = Extract<ImageWidgetConfig['picture'], { source: 'url' }>;

interface UrlPictureProps {
  picture: UrlSource | null;
  onChange(picture: UrlSource): void;
  children: ReactNode;
}

/** A picture that stays at its own address. Only a whole http(s) address gets into the config. */
export function UrlPicture({ picture, onChange, children }: UrlPictureProps) {
  const messages = useEditorMessages();
  const [draft, setDraft] = useState({ url: picture?.url ?? '', alt: picture?.alt ?? '' });
  const [isTouched, setTouched] = useState(false);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const change = (next: typeof draft) => {
    setDraft(next);
    const checked = ImageSource.safeParse({ source: 'url', ...next, url: next.url.trim() });
    if (checked.success && checked.data.source === 'url') onChange(checked.data);
  };
  const shown = ImageSource.safeParse({ source: 'url', ...draft, url: draft.url.trim() });
  const url = shown.success && shown.data.source === 'url' ? shown.data.url : null;
  const problem =
    url === null
      ? isTouched && draft.url !== ''
        ? messages.imageAddressBad
        : undefined
      : url === failedUrl
        ? messages.imageAddressFailed
        : undefined;
  return (
    <div className="vt-split vt-split--side">
      <span className="vt-thumb">
        {url && url !== failedUrl ? (
          <img src={url} alt="" referrerPolicy="no-referrer" onError={() => setFailedUrl(url)} />
        ) : (
          <Icon icon={ImageIcon} />
        )}
      </span>
      <div className="vt-col">
        {children}
        <TextField
          label={messages.imageAddress}
          value={draft.url}
          inputMode="url"
          placeholder="https://"
          errorMessage={problem}
          onBlur={() => setTouched(true)}
          onChange={(next) => change({ ...draft, url: next })}
        />
        <TextArea
          label={messages.useAlt}
          value={draft.alt}
          maxLength={2000}
          description={messages.useAltHint}
          onChange={(alt) => change({ ...draft, alt })}
        />
      </div>
    </div>
  );
}
