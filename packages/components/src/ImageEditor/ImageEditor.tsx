'use client';
import type { ImageWidgetConfig } from '@vitrine/schema';
import { AlignCenter, AlignLeft, AlignRight } from 'lucide-react';
import { useState } from 'react';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { PictureSlot } from '../MediaField/PictureSlot.tsx';
import { UseForm } from '../MediaField/UseForm.tsx';
import { useKit } from '../provider/use-kit.ts';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';
import { TextField } from '../ui/TextField.tsx';
import { LinkField } from './LinkField.tsx';
import { UrlPicture } from './UrlPicture.tsx';

export interface ImageEditorProps {
  config: ImageWidgetConfig;
  onChange: (config: ImageWidgetConfig) => void;
  namespace?: string;
  /** The host's places that show the picture: each has a preview in the crop editor. */
  slots?: readonly CropSlot[];
}

/** One picture on a page: where it comes from, what is said of it, how it stands. `onChange` gets valid configs only. */
export function ImageEditor({ config, onChange, namespace, slots }: ImageEditorProps) {
  const messages = useEditorMessages();
  const { direction } = useKit();
  const [source, setSource] = useState(config.picture.source);
  // The source that is not shown keeps its picture until the editor is closed.
  const [kept, setKept] = useState<Partial<Record<typeof source, ImageWidgetConfig['picture']>>>({});
  const change = (part: Partial<ImageWidgetConfig>) => onChange({ ...config, ...part });
  const changeSource = (next: typeof source) => {
    setSource(next);
    setKept({ ...kept, [config.picture.source]: config.picture });
    const picture = kept[next] ?? (next === 'library' ? { source: 'library' as const, image: null } : null);
    // An address that is not written yet is no picture: the one of the library stays until there is one.
    if (picture) change({ picture });
  };
  const image = config.picture.source === 'library' ? config.picture.image : null;
  const [Start, End] = direction === 'rtl' ? [AlignRight, AlignLeft] : [AlignLeft, AlignRight];
  const sourceControl = (
    <div>
      <p className="vt-label">{messages.imageSource}</p>
      <SegmentedControl
        label={messages.imageSource}
        isFull
        value={source}
        options={[
          { id: 'library', label: messages.imageLibrary },
          { id: 'url', label: messages.imageUrl },
        ]}
        onChange={changeSource}
      />
    </div>
  );
  return (
    <section className="vt-panel" aria-label={messages.imageTitle}>
      <header className="vt-panel-head">
        <span className="vt-grow">{messages.imageTitle}</span>
      </header>
      <div className="vt-panel-body">
        {source === 'url' ? (
          <UrlPicture
            picture={config.picture.source === 'url' ? config.picture : null}
            onChange={(picture) => change({ picture })}
          >
            {sourceControl}
          </UrlPicture>
        ) : (
          <div className="vt-split vt-split--side">
            <PictureSlot
              label={messages.imageTitle}
              value={image}
              shape="square"
              places={slots}
              namespace={namespace}
              onChange={(next) => change({ picture: { source: 'library', image: next } })}
            />
            <div className="vt-col">
              {sourceControl}
              {image && (
                <UseForm
                  value={image}
                  file={null}
                  isAltRequired={false}
                  onChange={(next) => change({ picture: { source: 'library', image: next } })}
                />
              )}
            </div>
          </div>
        )}
        <div className="vt-split">
          <TextField
            label={messages.imageCaption}
            value={config.caption}
            maxLength={2000}
            onChange={(caption) => change({ caption })}
          />
          <LinkField value={config.link} onChange={(link) => change({ link })} />
        </div>
        <div className="vt-split">
          <div>
            <p className="vt-label">{messages.imageSize}</p>
            <SegmentedControl
              label={messages.imageSize}
              isFull
              value={config.size}
              options={[
                { id: 'full', label: messages.sizeFull },
                { id: 'half', label: messages.sizeHalf },
                { id: 'third', label: messages.sizeThird },
              ]}
              onChange={(size) => change({ size })}
            />
          </div>
          <div>
            <p className="vt-label">{messages.alignment}</p>
            <SegmentedControl
              label={messages.alignment}
              isFull
              value={config.alignment}
              options={[
                { id: 'start', label: messages.alignStart, icon: Start },
                { id: 'center', label: messages.alignCenter, icon: AlignCenter },
                { id: 'end', label: messages.alignEnd, icon: End },
              ]}
              onChange={(alignment) => change({ alignment })}
            />
          </div>
        </div>
      </div>
    </section>
  );
}
