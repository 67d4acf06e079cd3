'use client';
import { croppedRatio, parseAspect, wholePicture } from '@vitrine/client';
import type { Crop, FocalPoint, MediaFile } from '@vitrine/schema';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Image } from '../Image/Image.tsx';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { clampFocalPoint, cropToRatio, type PictureSize, resizeCrop, storedCrop } from './adjust-crop.ts';
import { CropStage } from './CropStage.tsx';
import { NumberInput } from './NumberInput.tsx';
import { RatioControl } from './RatioControl.tsx';

export interface CropSlot {
  /** What the host calls the place: `Hero`, `Card`. */
  label: string;
  aspect: `${number}:${number}`;
}

export interface CropResult {
  /** Missing for the whole picture. */
  crop?: Crop;
  focalPoint?: FocalPoint;
}

export interface CropPanelProps {
  /** A picture whose width and height are known. */
  file: MediaFile;
  value: CropResult;
  onApply(result: CropResult): void;
  onCancel(): void;
  /** The ratio that the field demands: it can't be left then. */
  aspect?: `${number}:${number}`;
  /** The host's places that show the picture, with a preview each. */
  slots?: readonly CropSlot[];
  /** Pixels that the crop needs to keep. */
  minWidth?: number;
}

export function CropPanel(props: CropPanelProps) {
  const { file, value, onApply, onCancel, aspect, minWidth } = props;
  const messages = useEditorMessages();
  const format = useFormat();
  const picture: PictureSize = { width: file.width ?? 1, height: file.height ?? 1 };
  const slots = props.slots ?? [
    { label: messages.slotWide, aspect: '16:9' as const },
    { label: messages.slotSquare, aspect: '1:1' as const },
    { label: messages.slotTall, aspect: '9:16' as const },
  ];
  const [ratio, setRatio] = useState(() => aspect ?? aspectOf(picture, value.crop, slots));
  const held = parseAspect(ratio);
  const [crop, setCrop] = useState(
    () => value.crop ?? (held ? cropToRatio(picture, wholePicture, held) : wholePicture),
  );
  const [focalPoint, setFocalPoint] = useState(value.focalPoint ?? file.focalPoint);
  const widthPixels = Math.round(crop.width * picture.width);
  const isSmall = minWidth !== undefined && widthPixels < minWidth;

  const resize = (side: 'width' | 'height') => (pixels: number) =>
    setCrop(resizeCrop(picture, crop, { side, pixels, ratio: held }));
  const moveFocalPoint = (point: FocalPoint) => setFocalPoint(clampFocalPoint(point));
  const reset = () => {
    setRatio(aspect);
    const demanded = parseAspect(aspect);
    setCrop(demanded ? cropToRatio(picture, wholePicture, demanded) : wholePicture);
    setFocalPoint(file.focalPoint);
  };
  const apply = () => {
    const isOwn = focalPoint.x !== file.focalPoint.x || focalPoint.y !== file.focalPoint.y;
    onApply({ crop: storedCrop(crop), focalPoint: isOwn ? focalPoint : undefined });
  };

  return (
    <>
      <div className="vt-crop-body">
        <CropStage
          file={file}
          crop={crop}
          ratio={held}
          onCropChange={setCrop}
          focalPoint={focalPoint}
          onFocalPointChange={moveFocalPoint}
        />
        <RatioControl
          value={ratio}
          demanded={aspect}
          offered={slots.map((slot) => slot.aspect)}
          onChange={(next) => {
            setRatio(next);
            const nextHeld = parseAspect(next);
            if (nextHeld) setCrop(cropToRatio(picture, crop, nextHeld));
          }}
        />
        <div className="vt-nums">
          <NumberInput
            label={messages.cropWidth}
            value={widthPixels}
            min={1}
            max={picture.width}
            unit="px"
            onChange={resize('width')}
          />
          <NumberInput
            label={messages.cropHeight}
            value={Math.round(crop.height * picture.height)}
            min={1}
            max={picture.height}
            unit="px"
            onChange={resize('height')}
          />
          <NumberInput
            label={messages.focalX}
            value={Math.round(focalPoint.x * 100)}
            min={0}
            max={100}
            unit="%"
            onChange={(percent) => moveFocalPoint({ ...focalPoint, x: percent / 100 })}
          />
          <NumberInput
            label={messages.focalY}
            value={Math.round(focalPoint.y * 100)}
            min={0}
            max={100}
            unit="%"
            onChange={(percent) => moveFocalPoint({ ...focalPoint, y: percent / 100 })}
          />
        </div>
        {isSmall && (
          <p className="vt-note vt-note--bad" role="alert">
            <Icon icon={TriangleAlert} size="s" />
            {messages.cropSmall(format.number(widthPixels), format.number(minWidth))}
          </p>
        )}
        {slots.length > 0 && (
          <div>
            <p className="vt-label">{messages.cropSlots}</p>
            <div className="vt-slots">
              {slots.map((slot) => (
                <figure
                  key={`${slot.label} ${slot.aspect}`}
                  className="vt-slot"
                  data-aspect={shapeOf(slot.aspect)}
                >
                  <Image
                    value={{ mediaId: file.id, decorative: true, crop, focalPoint }}
                    file={file}
                    aspect={slot.aspect}
                    sizes="320px"
                    loading="eager"
                  />
                  <figcaption>
                    {slot.label} <span dir="ltr">{slot.aspect}</span>
                  </figcaption>
                </figure>
              ))}
            </div>
          </div>
        )}
      </div>
      <div className="vt-crop-foot">
        <Button variant="link" onPress={reset}>
          {messages.reset}
        </Button>
        <span className="vt-grow" />
        <Button variant="line" onPress={onCancel}>
          {messages.cancel}
        </Button>
        <Button variant="primary" onPress={apply} isDisabled={isSmall}>
          {messages.apply}
        </Button>
      </div>
    </>
  );
}

/** The offered ratio that a stored crop has, within the rounding of its pixels. */
function aspectOf(
  picture: PictureSize,
  crop: Crop | undefined,
  slots: readonly CropSlot[],
): CropSlot['aspect'] | undefined {
  if (!crop) return undefined;
  const ratio = croppedRatio({ ...picture, crop });
  return slots.find((slot) => Math.abs(ratio / (parseAspect(slot.aspect) ?? 1) - 1) < 0.005)?.aspect;
}

/** Wider places get more room in the row. */
function shapeOf(aspect: string): 'wide' | 'square' | 'tall' {
  const ratio = parseAspect(aspect) ?? 1;
  return ratio > 1.2 ? 'wide' : ratio < 0.8 ? 'tall' : 'square';
}
