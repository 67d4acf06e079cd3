'use client';
import { type GalleryWidgetConfig, type MediaFieldDefinition, mediaField } from '@vitrine/schema';
import { CircleAlert, GalleryHorizontal, LayoutDashboard, LayoutGrid } from 'lucide-react';
import { useId, useState } from 'react';
import type { CropSlot } from '../CropEditor/CropPanel.tsx';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { pickerLimits } from '../MediaField/picker-limits.ts';
import { UploadRows } from '../MediaField/UploadRows.tsx';
import { UseDialog } from '../MediaField/UseDialog.tsx';
import { useMediaListField } from '../MediaField/use-media-list-field.ts';
import { MediaPicker } from '../MediaPicker/index.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import { FillFromCollection } from './FillFromCollection.tsx';
import { SortableGallery } from './SortableGallery.tsx';

export interface GalleryEditorProps {
  config: GalleryWidgetConfig;
  onChange: (config: GalleryWidgetConfig) => void;
  namespace?: string;
  slots?: readonly CropSlot[];
}

const MAX_PICTURES = 500;
const pictures: MediaFieldDefinition = mediaField({ kind: 'image', multiple: true, maxItems: MAX_PICTURES });
const columnChoices = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
const spacingChoices = ['0', '4', '8', '16', '24', '32', '48', '64'] as const;

/** What a host stored may lie between the choices: then it is one of them. */
const withOwn = (choices: readonly string[], own: number) =>
  choices.includes(String(own)) ? choices : [...choices, String(own)].sort((a, b) => Number(a) - Number(b));

/** Several pictures on a page: their order, their words and how they are laid out. */
export function GalleryEditor({ config, onChange, namespace, slots }: GalleryEditorProps) {
  const messages = useEditorMessages();
  const format = useFormat();
  const labelId = useId();
  const [editedAt, setEditedAt] = useState<number | null>(null);
  const change = (part: Partial<GalleryWidgetConfig>) => onChange({ ...config, ...part });
  const field = useMediaListField({
    values: config.items,
    onChange: (items) => change({ items }),
    definition: pictures,
    namespace,
  });
  const edited = editedAt === null ? undefined : config.items[editedAt];
  const editedFile = edited && field.files.get(edited.mediaId);
  return (
    <section className="vt-panel" aria-label={messages.galleryTitle}>
      <header className="vt-panel-head">
        <span className="vt-grow">{messages.galleryTitle}</span>
      </header>
      <div className="vt-panel-body" {...field.dropProps}>
        <div className="vt-split">
          <div>
            <p className="vt-label">{messages.galleryLayout}</p>
            <SegmentedControl
              label={messages.galleryLayout}
              isFull
              value={config.layout}
              options={[
                { id: 'grid', label: messages.galleryGrid, icon: LayoutGrid },
                { id: 'masonry', label: messages.galleryMasonry, icon: LayoutDashboard },
                { id: 'carousel', label: messages.galleryCarousel, icon: GalleryHorizontal },
              ]}
              onChange={(layout) => change({ layout })}
            />
          </div>
          <div className="vt-split">
            <Select
              label={messages.galleryColumns}
              isLabelVisible
              value={String(config.columns)}
              options={withOwn(columnChoices, config.columns).map((id) => ({
                id,
                label: format.number(Number(id)),
              }))}
              onChange={(columns) => change({ columns: Number(columns) })}
            />
            <Select
              label={messages.gallerySpacing}
              isLabelVisible
              value={String(config.spacing)}
              options={withOwn(spacingChoices, config.spacing).map((id) => ({
                id,
                label: messages.galleryPixels(format.number(Number(id))),
              }))}
              onChange={(spacing) => change({ spacing: Number(spacing) })}
            />
          </div>
        </div>
        <div>
          <p className="vt-label">
            <span id={labelId}>{messages.galleryPictures}</span>
            {config.items.length > 0 && (
              <span className="vt-count">{messages.galleryCount(format.number(config.items.length))}</span>
            )}
          </p>
          <SortableGallery
            labelId={labelId}
            values={config.items}
            files={field.files}
            isLoading={field.isLoading}
            isOver={field.isOver}
            onChange={field.change}
            onEdit={setEditedAt}
            onFiles={field.takeFiles}
            onAdd={() => field.setPicking(true)}
          />
          <UploadRows uploads={field.uploads} onCancel={field.cancelUpload} onRetry={field.retryUpload} />
          <div role="alert">
            {[...field.refusals, ...(field.loadError ? [messages.fieldLoadFailed] : [])].map((problem) => (
              <p key={problem} className="vt-note vt-note--bad">
                <Icon icon={CircleAlert} size="s" />
                <span>{problem}</span>
              </p>
            ))}
          </div>
          {field.loadError && (
            <Button variant="link" onPress={field.retryLoad}>
              {messages.retry}
            </Button>
          )}
        </div>
        <div className="vt-row vt-row--wrap vt-gallery-foot">
          <Switch isSelected={config.showCaptions} onChange={(showCaptions) => change({ showCaptions })}>
            {messages.galleryCaptions}
          </Switch>
          <Switch isSelected={config.lightbox} onChange={(lightbox) => change({ lightbox })}>
            {messages.galleryLightbox}
          </Switch>
          <FillFromCollection
            items={config.items}
            room={MAX_PICTURES - config.items.length}
            onFill={(items, files, collectionId) => {
              field.remember(files);
              change({ items, collectionId });
            }}
          />
        </div>
      </div>
      {field.isPicking && (
        <MediaPicker
          isOpen
          multiple
          onClose={() => field.setPicking(false)}
          onSelect={field.pick}
          {...pickerLimits(pictures)}
          namespace={namespace}
          maxItems={MAX_PICTURES}
          value={config.items}
        />
      )}
      {edited && editedFile && (
        <UseDialog
          value={edited}
          file={editedFile}
          isAltRequired={false}
          slots={slots}
          onChange={(next) =>
            field.change(config.items.map((item, index) => (index === editedAt ? next : item)))
          }
          onClose={() => setEditedAt(null)}
        />
      )}
    </section>
  );
}
