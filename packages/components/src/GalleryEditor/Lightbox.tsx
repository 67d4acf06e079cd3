'use client';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Image } from '../Image/Image.tsx';
import { useViewKit } from '../Image/use-view-kit.ts';
import type { Shown } from './GalleryView.tsx';

interface LightboxProps {
  pictures: readonly Shown[];
  at: number;
  onMove(index: number): void;
  onClose(): void;
}

/** One picture over the page. The browser's own dialog keeps the focus in and gives it back. */
export function Lightbox({ pictures, at, onMove, onClose }: LightboxProps) {
  const { messages, locale } = useViewKit();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const shown = pictures[at];
  if (!shown) return null;
  const { value, file } = shown;
  const caption = value.caption || file.caption;
  const number = new Intl.NumberFormat(locale);
  const step = (by: 1 | -1) => onMove((at + by + pictures.length) % pictures.length);
  const onKeyDown = (event: KeyboardEvent<HTMLDialogElement>) => {
    const forwards = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') step(event.key === forwards ? 1 : -1);
  };
  return (
    <dialog
      ref={dialog}
      className="vt-lightbox"
      aria-label={messages.galleryPictures}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <figure>
        <Image key={at} value={value} file={file} sizes="100vw" loading="eager" className="vt-lightbox-pic" />
        <figcaption aria-live="polite">
          <span>{caption}</span>
          <span className="vt-lightbox-count">
            {messages.galleryPosition(number.format(at + 1), number.format(pictures.length))}
          </span>
        </figcaption>
      </figure>
      {pictures.length > 1 && (
        <>
          <button
            type="button"
            className="vt-round"
            data-place="start"
            aria-label={messages.galleryPrevious}
            onClick={() => step(-1)}
          >
            <ChevronLeft aria-hidden className="vt-icon vt-icon--flip" />
          </button>
          <button
            type="button"
            className="vt-round"
            data-place="end"
            aria-label={messages.galleryNext}
            onClick={() => step(1)}
          >
            <ChevronRight aria-hidden className="vt-icon vt-icon--flip" />
          </button>
        </>
      )}
      <button
        type="button"
        className="vt-round"
        data-place="top"
        aria-label={messages.close}
        onClick={() => dialog.current?.close()}
      >
        <X aria-hidden className="vt-icon" />
      </button>
    </dialog>
  );
}
