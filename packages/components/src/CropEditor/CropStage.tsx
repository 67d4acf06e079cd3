'use client';
import type { Crop, FocalPoint, MediaFile } from '@vitrine/schema';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { ReactCrop } from 'react-image-crop';
import { pictureSource } from '../Image/picture-source.ts';
import { useStyleProperties } from '../Image/use-style-properties.ts';
import type { EditorMessages } from '../i18n/use-editor-messages.ts';
import { useEditorMessages } from '../i18n/use-editor-messages.ts';
import { useFormat } from '../i18n/use-format.ts';

interface CropStageProps {
  file: MediaFile;
  crop: Crop;
  /** Width divided by height that the crop keeps. */
  ratio: number | undefined;
  onCropChange(crop: Crop): void;
  focalPoint: FocalPoint;
  onFocalPointChange(point: FocalPoint): void;
}

/** The whole picture with the crop and the focal point on it: both by pointer and by arrow keys. Never mirrored. */
export function CropStage({
  file,
  crop,
  ratio,
  onCropChange,
  focalPoint,
  onFocalPointChange,
}: CropStageProps) {
  const messages = useEditorMessages();
  const source = pictureSource(file);
  const sheet = useRef<HTMLDivElement>(null);
  return (
    <div className="vt-stage" dir="ltr">
      <div className="vt-stage-sheet" ref={sheet}>
        <ReactCrop
          crop={{
            unit: '%',
            x: crop.x * 100,
            y: crop.y * 100,
            width: crop.width * 100,
            height: crop.height * 100,
          }}
          aspect={ratio}
          keepSelection
          ruleOfThirds
          minWidth={8}
          minHeight={8}
          ariaLabels={cropLabels(messages)}
          onChange={(_, percent) =>
            onCropChange({
              x: percent.x / 100,
              y: percent.y / 100,
              width: percent.width / 100,
              height: percent.height / 100,
            })
          }
        >
          <img
            src={file.thumbnails.large?.url ?? source?.src}
            width={file.width ?? undefined}
            height={file.height ?? undefined}
            alt={file.title}
            draggable={false}
          />
        </ReactCrop>
        <FocalHandle sheet={sheet} point={focalPoint} onChange={onFocalPointChange} />
      </div>
    </div>
  );
}

interface FocalHandleProps {
  sheet: { readonly current: HTMLElement | null };
  point: FocalPoint;
  onChange(point: FocalPoint): void;
}

const STEP = 0.01;
const LARGE_STEP = 0.1;
const moves: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function FocalHandle({ sheet, point, onChange }: FocalHandleProps) {
  const messages = useEditorMessages();
  const format = useFormat();
  const ref = useStyleProperties<HTMLButtonElement>({
    '--vt-focal-x': `${(point.x * 100).toFixed(2)}%`,
    '--vt-focal-y': `${(point.y * 100).toFixed(2)}%`,
  });
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    const box = sheet.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onChange({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    onChange({ x: point.x + move[0] * step, y: point.y + move[1] * step });
  };
  return (
    <button
      ref={ref}
      type="button"
      className="vt-focal"
      aria-label={messages.focalPointAt(format.percent(point.x), format.percent(point.y))}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle className="vt-focal-a" cx="18" cy="18" r="16" />
        <circle className="vt-focal-b" cx="18" cy="18" r="4" />
      </svg>
    </button>
  );
}

function cropLabels(messages: EditorMessages) {
  return {
    cropArea: messages.cropArea,
    nwDragHandle: messages.cropHandle(messages.cropNorthWest),
    nDragHandle: messages.cropHandle(messages.cropNorth),
    neDragHandle: messages.cropHandle(messages.cropNorthEast),
    eDragHandle: messages.cropHandle(messages.cropEast),
    seDragHandle: messages.cropHandle(messages.cropSouthEast),
    sDragHandle: messages.cropHandle(messages.cropSouth),
    swDragHandle: messages.cropHandle(messages.cropSouthWest),
    wDragHandle: messages.cropHandle(messages.cropWest),
  };
}
