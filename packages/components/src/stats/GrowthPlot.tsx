'use client';

import { useRef } from 'react';
import { useContainerWidth } from '../hooks/use-box-size.ts';
import { useKit } from '../provider/use-kit.ts';
import { niceTop } from './nice-top.ts';

export interface GrowthPlotProps {
  /** What is seen in it, in a sentence. */
  label: string;
  /** Of the figures at the side. */
  format: (value: number) => string;
  bars: readonly { key: string; name: string; title: string; value: number }[];
}

/** All in CSS pixels. */
const HEIGHT = 180;
const FOOT = 22;
const HEAD = 8;
const SIDE = 64;
const GAP = 4;
const WIDEST_BAR = 56;
/** So much a name under a bar needs. */
const NAME = 48;

/** Bars, drawn as wide as there is room: the letters stay as large as they are elsewhere. */
export function GrowthPlot({ label, format, bars }: GrowthPlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useContainerWidth(box);
  const { direction } = useKit();
  const isRightToLeft = direction === 'rtl';
  const room = Math.max(0, width - SIDE);
  const step = bars.length === 0 ? 0 : room / bars.length;
  const thick = Math.max(1, Math.min(WIDEST_BAR, step - GAP));
  const tall = HEIGHT - FOOT - HEAD;
  const top = niceTop(Math.max(0, ...bars.map(({ value }) => value)));
  const heightOf = (value: number) => (value === 0 ? 0 : Math.max(2, (value / top) * tall));
  // Time runs as the text does.
  const centerOf = (index: number) => {
    const along = SIDE + (index + 0.5) * step;
    return isRightToLeft ? width - along : along;
  };
  const each = step === 0 ? 1 : Math.max(1, Math.ceil(NAME / step));
  return (
    <div ref={box} className="vt-stats-plot">
      {width > 0 && (
        <svg role="img" aria-label={label} width={width} height={HEIGHT} direction="ltr">
          {[0, 0.5, 1].map((part) => {
            const y = HEAD + tall * (1 - part);
            return (
              <g key={part}>
                <line
                  x1={isRightToLeft ? 0 : SIDE}
                  x2={isRightToLeft ? room : width}
                  y1={y}
                  y2={y}
                  className="vt-stats-line"
                />
                {(part !== 0.5 || top % 2 === 0 || top > 10) && (
                  <text
                    x={isRightToLeft ? width - SIDE + 8 : SIDE - 8}
                    y={y + 4}
                    textAnchor={isRightToLeft ? 'start' : 'end'}
                  >
                    {format(top * part)}
                  </text>
                )}
              </g>
            );
          })}
          {bars.map(({ key, name, title, value }, index) => (
            <g key={key}>
              <rect
                className="vt-stats-bar"
                x={centerOf(index) - thick / 2}
                y={HEAD + tall - heightOf(value)}
                width={thick}
                height={heightOf(value)}
                rx={Math.min(3, thick / 2)}
              />
              {/* The whole height tells of itself under the pointer. */}
              <rect
                className="vt-stats-reach"
                x={centerOf(index) - step / 2}
                y={HEAD}
                width={step}
                height={tall}
              >
                <title>{title}</title>
              </rect>
              {(bars.length - 1 - index) % each === 0 && (
                <text x={centerOf(index)} y={HEIGHT - 6} textAnchor="middle">
                  {name}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
