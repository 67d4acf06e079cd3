'use client';

import { formatBytes, type MediaFile, typeOfMime } from '@vitrine/schema';
import { useMemo } from 'react';
import { useKit } from '../provider/use-kit.ts';

export interface Format {
  bytes(sizeBytes: number): string;
  number(value: number): string;
  percent(fraction: number): string;
  /** `21 November 2026, 14:03` */
  date(iso: string): string;
  /** `21 Nov 2026`, UTC. */
  day(iso: string): string;
  /** `2 h ago`, `Yesterday`, `18 Nov`: what fits a column. */
  relative(iso: string): string;
  /** `0:42`, `1:02:05` */
  duration(seconds: number): string;
  /** `521 kb/s`, `4.2 Mb/s` */
  bitRate(bitsPerSecond: number): string;
  /** `JPEG`, `PDF`, `MP4` */
  type(file: Pick<MediaFile, 'mimeType' | 'originalFilename'>): string;
  /** `6016 × 4016`, empty where a file has none. */
  dimensions(file: Pick<MediaFile, 'width' | 'height'>): string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHORT_NAMES: Readonly<Record<string, string>> = {
  jpg: 'JPEG',
  tif: 'TIFF',
  md: 'Markdown',
};

/** Numbers, dates and sizes in the provider's locale. */
export function useFormat(): Format {
  const { locale } = useKit();
  return useMemo(() => createFormat(locale), [locale]);
}

export function createFormat(locale: string): Format {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const utcDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' });
  const rate = (unit: 'kilobit' | 'megabit', digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: `${unit}-per-second`,
      maximumFractionDigits: digits,
    });
  const [kilobits, megabits] = [rate('kilobit', 0), rate('megabit', 1)];
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  return {
    bytes: (sizeBytes) => formatBytes(sizeBytes, locale),
    number: (value) => number.format(value),
    percent: (fraction) => percent.format(fraction),
    date: (iso) => date.format(new Date(iso)),
    day: (iso) => utcDay.format(new Date(iso)),
    relative: (iso) => {
      const then = new Date(iso);
      const agoMs = Date.now() - then.getTime();
      if (agoMs < HOUR_MS) return relative.format(-Math.max(0, Math.round(agoMs / 60_000)), 'minute');
      if (agoMs < DAY_MS) return relative.format(-Math.round(agoMs / HOUR_MS), 'hour');
      if (agoMs < 2 * DAY_MS) return relative.format(-1, 'day');
      return (agoMs < 300 * DAY_MS ? day : dayOfYear).format(then);
    },
    duration: (seconds) => {
      const whole = Math.round(seconds);
      const hours = Math.floor(whole / 3600);
      const minutes = Math.floor((whole % 3600) / 60);
      const rest = two.format(whole % 60);
      return hours > 0
        ? `${number.format(hours)}:${two.format(minutes)}:${rest}`
        : `${number.format(minutes)}:${rest}`;
    },
    bitRate: (bits) => (bits < 1e6 ? kilobits.format(bits / 1000) : megabits.format(bits / 1e6)),
    type: ({ mimeType, originalFilename }) => {
      const extension =
        typeOfMime(mimeType)?.extensions[0] ?? originalFilename.split('.').at(-1)?.toLowerCase() ?? mimeType;
      return SHORT_NAMES[extension] ?? extension.toUpperCase();
    },
    dimensions: ({ width, height }) =>
      width === null || height === null ? '' : `${plain(width)} × ${plain(height)}`,
  };

  /** Pixels are written without separators. */
  function plain(pixels: number): string {
    return new Intl.NumberFormat(locale, { useGrouping: false }).format(pixels);
  }
}
