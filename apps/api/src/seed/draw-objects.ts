import type { Canvas } from './draw-landscapes.ts';
import { randomFrom } from './random-from.ts';

const svg = ({ width, height }: Canvas, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;

const ground = ({ width, height }: Canvas, color: string) =>
  `<rect width="${width}" height="${height}" fill="${color}"/>`;

/** Large blurred lights that run into each other. */
export function drawMesh(canvas: Canvas, seed: number, colors: readonly string[]): string {
  const random = randomFrom(seed);
  const { width, height } = canvas;
  const spots = Array.from({ length: 14 }, (_, i) => {
    const radius = height * (0.25 + random() * 0.35);
    return `<ellipse cx="${random() * width}" cy="${random() * height}" rx="${radius * 1.3}" ry="${radius}" fill="${colors[i % colors.length]}" opacity=".8"/>`;
  });
  return svg(
    canvas,
    `<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${height * 0.11}"/></filter>${ground(canvas, colors[0] ?? '#888')}<g filter="url(#soft)">${spots.join('')}</g>`,
  );
}

/** Discs of light out of focus. */
export function drawBokeh(canvas: Canvas, seed: number, colors: readonly string[]): string {
  const random = randomFrom(seed);
  const { width, height } = canvas;
  const discs = Array.from({ length: 90 }, (_, i) => {
    const radius = height * (0.015 + random() ** 2 * 0.1);
    const color = colors[1 + (i % (colors.length - 1))];
    return `<circle cx="${random() * width}" cy="${height * (0.15 + random() * 0.8)}" r="${radius}" fill="${color}" opacity="${0.12 + random() * 0.4}" stroke="${color}" stroke-width="2"/>`;
  });
  return svg(canvas, ground(canvas, colors[0] ?? '#111') + discs.join(''));
}

/** A poster of squares, each with a quarter, a half or a whole circle. */
export function drawPoster(canvas: Canvas, seed: number, colors: readonly string[]): string {
  const random = randomFrom(seed);
  const { width, height } = canvas;
  const size = Math.round(height / 6);
  const pick = () => colors[Math.floor(random() * colors.length)];
  const tiles: string[] = [];
  for (let y = 0; y < height; y += size) {
    for (let x = 0; x < width; x += size) {
      const [back, front] = [pick(), pick()];
      const shape = Math.floor(random() * 5);
      const paths = [
        `M${x},${y} h${size} a${size},${size} 0 0 1 ${-size},${size} Z`,
        `M${x + size},${y + size} h${-size} a${size},${size} 0 0 1 ${size},${-size} Z`,
        `M${x},${y} a${size / 2},${size / 2} 0 0 0 ${size},0 Z M${x},${y + size} a${size / 2},${size / 2} 0 0 1 ${size},0 Z`,
        `M${x + size / 2},${y} a${size / 2},${size / 2} 0 1 1 -1,0 Z`,
        `M${x},${y} h${size} v${size} Z`,
      ];
      tiles.push(
        `<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="${back}"/><path d="${paths[shape]}" fill="${front}"/>`,
      );
    }
  }
  return svg(canvas, tiles.join(''));
}

/** Fields seen from above, with their furrows. */
export function drawFields(canvas: Canvas, seed: number, colors: readonly string[]): string {
  const random = randomFrom(seed);
  const { width, height } = canvas;
  const strips: string[] = [];
  for (let x = -height; x < width + height; ) {
    const wide = 60 + random() * 190;
    const color = colors[Math.floor(random() * colors.length)];
    const cut = random() * height;
    for (const [from, to] of [
      [-20, cut],
      [cut + 8, height + 20],
    ] as const) {
      const shade = colors[Math.floor(random() * colors.length)];
      strips.push(
        `<rect x="${x}" y="${from}" width="${wide - 8}" height="${to - from}" fill="${shade ?? color}"/>`,
      );
      for (let furrow = x + 6; furrow < x + wide - 10; furrow += 11) {
        strips.push(
          `<rect x="${furrow}" y="${from}" width="2.5" height="${to - from}" fill="#000" opacity=".09"/>`,
        );
      }
    }
    x += wide;
  }
  return svg(
    canvas,
    `${ground(canvas, '#e8dcc0')}<g transform="rotate(${(random() * 40 - 20).toFixed(0)} ${width / 2} ${height / 2}) scale(1.15) translate(${-width * 0.06} ${-height * 0.06})">${strips.join('')}</g>`,
  );
}

/** A row of arches in the evening light. */
export function drawArches(canvas: Canvas, colors: readonly [string, string, string, string]): string {
  const { width, height } = canvas;
  const [wall, inside, light, floor] = colors;
  const count = 4;
  const step = width / count;
  const arches = Array.from({ length: count }, (_, i) => {
    const left = i * step + step * 0.16;
    const wide = step * 0.68;
    const top = height * 0.3;
    const foot = height * 0.82;
    const arch = `M${left},${foot} V${top + wide / 2} a${wide / 2},${wide / 2} 0 0 1 ${wide},0 V${foot} Z`;
    return `<path d="${arch}" fill="${inside}"/><path d="${arch}" fill="${light}" opacity=".75" transform="translate(${wide * 0.3} 0)" clip-path="url(#arch${i})"/><clipPath id="arch${i}"><path d="${arch}" transform="translate(${-wide * 0.3} 0)"/></clipPath>`;
  });
  return svg(
    canvas,
    `<linearGradient id="wall" x2="1" y2="1"><stop offset="0" stop-color="${wall}"/><stop offset="1" stop-color="${light}"/></linearGradient><rect width="${width}" height="${height}" fill="url(#wall)"/>${arches.join('')}<rect y="${height * 0.82}" width="${width}" height="${height}" fill="${floor}"/>`,
  );
}

/** A leaf, a pear or a mug, cut out: nothing behind it. */
export function drawCutOut(canvas: Canvas, thing: 'leaf' | 'pear' | 'mug'): string {
  const { width, height } = canvas;
  const drawings = {
    leaf: `<linearGradient id="g" x2="1" y2="1"><stop offset="0" stop-color="#8fd18a"/><stop offset="1" stop-color="#1f6b45"/></linearGradient><path d="M500,60 C820,260 860,640 500,930 C140,640 180,260 500,60 Z" fill="url(#g)"/><path d="M500,90 V985" stroke="#175236" stroke-width="14" stroke-linecap="round"/>${[200, 310, 420, 530, 640, 750].map((y) => `<path d="M500,${y + 80} Q640,${y + 20} 720,${y - 40} M500,${y + 80} Q360,${y + 20} 280,${y - 40}" stroke="#175236" stroke-width="7" fill="none" opacity=".6"/>`).join('')}`,
    pear: `<radialGradient id="g" cx=".38" cy=".5" r=".75"><stop offset="0" stop-color="#f4e58a"/><stop offset=".6" stop-color="#c9c04a"/><stop offset="1" stop-color="#7d8a2c"/></radialGradient><path d="M500,190 C590,190 600,330 640,430 C700,540 800,600 780,760 C760,900 640,960 500,960 C360,960 240,900 220,760 C200,600 300,540 360,430 C400,330 410,190 500,190 Z" fill="url(#g)"/><path d="M505,200 C500,140 520,90 560,50" stroke="#6b4a2b" stroke-width="22" fill="none" stroke-linecap="round"/><ellipse cx="390" cy="640" rx="46" ry="92" fill="#fff" opacity=".35"/>`,
    mug: `<linearGradient id="g"><stop offset="0" stop-color="#e9704a"/><stop offset=".55" stop-color="#d8552f"/><stop offset="1" stop-color="#8f2f18"/></linearGradient><path d="M700,390 h70 a130,150 0 0 1 0,300 h-80" fill="none" stroke="#b5421f" stroke-width="58"/><path d="M200,280 h520 v470 a130,130 0 0 1 -130,130 h-260 a130,130 0 0 1 -130,-130 Z" fill="url(#g)"/><ellipse cx="460" cy="280" rx="260" ry="62" fill="#3a1c10"/><ellipse cx="460" cy="280" rx="260" ry="62" fill="none" stroke="#f39b7d" stroke-width="14"/><path d="M380,200 q-40,-60 0,-110 t0,-80 M520,200 q-40,-60 0,-110 t0,-80" stroke="#bbb" stroke-width="18" fill="none" opacity=".5" stroke-linecap="round"/>`,
  };
  return svg(canvas, `<g transform="scale(${width / 1000} ${height / 1000})">${drawings[thing]}</g>`);
}

/** One moment of a day: the sun goes round, and the sky with it. `time` 0..1. */
export function drawDay(canvas: Canvas, time: number): string {
  const { width, height } = canvas;
  const angle = time * 2 * Math.PI;
  const light = (1 + Math.cos(angle)) / 2;
  const mix = (day: number, night: number) => Math.round(night + (day - night) * light);
  const color = (day: readonly number[], night: readonly number[]) =>
    `rgb(${day.map((value, i) => mix(value, night[i] ?? 0)).join(',')})`;
  const orbit = (turn: number) =>
    [
      width / 2 + Math.sin(angle + turn) * width * 0.36,
      height * 0.62 - Math.cos(angle + turn) * height * 0.44,
    ] as const;
  const [sunX, sunY] = orbit(0);
  const [moonX, moonY] = orbit(Math.PI);
  return svg(
    canvas,
    `${ground(canvas, color([126, 196, 232], [16, 22, 52]))}<circle cx="${sunX}" cy="${sunY}" r="34" fill="#ffd34d"/><circle cx="${moonX}" cy="${moonY}" r="24" fill="#e9ecf5"/><path d="M0,${height * 0.7} Q${width * 0.3},${height * 0.5} ${width * 0.6},${height * 0.7} T${width},${height * 0.62} V${height} H0 Z" fill="${color([104, 168, 96], [24, 48, 50])}"/><path d="M0,${height * 0.85} Q${width * 0.4},${height * 0.7} ${width},${height * 0.9} V${height} H0 Z" fill="${color([70, 130, 74], [14, 32, 36])}"/>`,
  );
}
