'use client';
import type { NewsWidgetConfig } from '@vitrine/schema';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { PictureSlot } from '../MediaField/PictureSlot.tsx';
import { RichTextEditor } from '../RichText/RichTextEditor.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';
import { TextField } from '../ui/TextField.tsx';
import { NewsView } from './NewsView.tsx';
import { SummaryField } from './SummaryField.tsx';

export interface NewsEditorProps {
  config: NewsWidgetConfig;
  onChange: (config: NewsWidgetConfig) => void;
  namespace?: string;
  /** The host's places that show the featured image: each has a preview in the crop editor. */
  slots?: readonly CropSlot[];
}

/** A piece of news: its words with pictures among them, a featured image, a thumbnail, a day. */
export function NewsEditor({ config, onChange, namespace, slots }: NewsEditorProps) {
  const messages = useEditorMessages();
  const [isPreviewing, setPreviewing] = useState(false);
  const change = (part: Partial<NewsWidgetConfig>) => onChange({ ...config, ...part });
  return (
    <section className="vt-panel" aria-label={messages.newsTitle}>
      <header className="vt-panel-head">
        <span className="vt-grow">{messages.newsTitle}</span>
        <Button variant="line" icon={Eye} onPress={() => setPreviewing(true)}>
          {messages.newsPreview}
        </Button>
      </header>
      <div className="vt-panel-body">
        <div className="vt-split vt-news-edit">
          <div className="vt-col">
            <TextField
              label={messages.newsHeadline}
              value={config.title}
              maxLength={255}
              onChange={(title) => change({ title })}
            />
            <SummaryField value={config.summary} onChange={(summary) => change({ summary })} />
            <div>
              <p className="vt-label">{messages.newsBody}</p>
              <RichTextEditor
                label={messages.newsBody}
                body={config.body}
                namespace={namespace}
                onChange={(body) => change({ body })}
              />
            </div>
          </div>
          <div className="vt-col">
            <div>
              <p className="vt-label">{messages.newsFeatured}</p>
              <PictureSlot
                label={messages.newsFeatured}
                value={config.featuredImage}
                shape="wide"
                withAlt
                places={slots}
                namespace={namespace}
                onChange={(featuredImage) => change({ featuredImage })}
              />
            </div>
            <div>
              <p className="vt-label">{messages.newsPosition}</p>
              <SegmentedControl
                label={messages.newsPosition}
                isFull
                value={config.imagePosition}
                options={[
                  { id: 'above', label: messages.newsAbove },
                  { id: 'beside', label: messages.newsBeside },
                  { id: 'below', label: messages.newsBelow },
                ]}
                onChange={(imagePosition) => change({ imagePosition })}
              />
            </div>
            <div className="vt-split">
              <div>
                <p className="vt-label">{messages.newsThumbnail}</p>
                <PictureSlot
                  label={messages.newsThumbnail}
                  value={config.thumbnail}
                  shape="small"
                  namespace={namespace}
                  onChange={(thumbnail) => change({ thumbnail })}
                />
              </div>
              <TextField
                label={messages.newsDate}
                type="date"
                value={config.date ?? ''}
                onChange={(date) => change({ date: date || null })}
              />
            </div>
          </div>
        </div>
      </div>
      <Dialog
        isOpen={isPreviewing}
        onClose={() => setPreviewing(false)}
        title={messages.newsPreviewTitle}
        className="vt-news-preview"
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="vt-modal-body" aria-label={messages.newsPreviewTitle} tabIndex={0}>
          <NewsView config={config} headingLevel={3} />
        </section>
      </Dialog>
    </section>
  );
}
