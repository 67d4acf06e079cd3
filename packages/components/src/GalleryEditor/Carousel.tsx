'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useViewKit } from '../Image/use-view-kit.ts';

/** Pictures in one row that is scrolled by touch, wheel, arrow keys or the two buttons. */
export function Carousel({ children }: { children: ReactNode }) {
  const { messages } = useViewKit();
  const list = useRef<HTMLUListElement>(null);
  const scroll = (steps: 1 | -1) => {
    const element = list.current;
    if (!element) return;
    const forwards = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
    element.scrollBy({ left: steps * forwards * element.clientWidth * 0.8, behavior: 'smooth' });
  };
  return (
    <section className="vt-carousel" aria-label={messages.galleryPictures}>
      <button
        type="button"
        className="vt-round"
        data-place="start"
        aria-label={messages.galleryPrevious}
        onClick={() => scroll(-1)}
      >
        <ChevronLeft aria-hidden className="vt-icon vt-icon--flip" />
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className="vt-gallery-list" ref={list} tabIndex={0} aria-label={messages.galleryPictures}>
        {children}
      </ul>
      <button
        type="button"
        className="vt-round"
        data-place="end"
        aria-label={messages.galleryNext}
        onClick={() => scroll(1)}
      >
        <ChevronRight aria-hidden className="vt-icon vt-icon--flip" />
      </button>
    </section>
  );
}
