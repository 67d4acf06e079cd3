import { randomFrom } from './random-from.ts';

export interface Canvas {
  width: number;
  height: number;
}

type Random = () => number;

const svg = ({ width, height }: Canvas, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;

const sky = (colors: readonly string[], { width, height }: Canvas, id = 'sky') => {
  const stops = colors.map((color, i) => `<stop offset="${i / (colors.length - 1)}" stop-color="${color}"/>`);
  return `<linearGradient id="${id}" x2="0" y2="1">${stops.join('')}</linearGradient><rect width="${width}" height="${height}" fill="url(#${id})"/>`;
};

/** A ridge from side to side: a few waves of different lengths over each other. */
function ridge(
  random: Random,
  { width, height }: Canvas,
  base: number,
  roughness: number,
  peaks: number,
): string {
  const waves = Array.from({ length: 6 }, (_, i) => ({
    length: (peaks * 2 ** i) / width,
    height: (roughness * height) / 1.9 ** i,
    phase: random() * 7,
  }));
  const points: string[] = [];
  for (let x = 0; x <= width; x += Math.max(4, width / 300)) {
    const y = waves.reduce(
      (sum, wave) => sum + Math.sin(x * wave.length * 6.28 + wave.phase) * wave.height,
      base * height,
    );
    points.push(`${x.toFixed(0)},${y.toFixed(1)}`);
  }
  return `M0,${height} L${points.join(' L')} L${width},${height} Z`;
}

const glow = (x: number, y: number, radius: number, color: string, id: string) =>
  `<radialGradient id="${id}"><stop offset="0" stop-color="${color}"/><stop offset=".18" stop-color="${color}" stop-opacity=".85"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient><circle cx="${x}" cy="${y}" r="${radius}" fill="url(#${id})"/>`;

interface Scene {
  seed: number;
  sky: readonly string[];
  /** From far to near. */
  land: readonly string[];
  sun?: { x: number; y: number; size: number; color: string };
}

/** Ridges one behind the other in the haze. */
export function drawRidges(canvas: Canvas, scene: Scene, roughness = 0.05): string {
  const random = randomFrom(scene.seed);
  const { width, height } = canvas;
  const layers = scene.land.map((color, i) => {
    const base = 0.46 + (i / scene.land.length) * 0.5;
    return `<path d="${ridge(random, canvas, base, roughness * (1 - i * 0.1), 1.2 + i * 0.5)}" fill="${color}"/>`;
  });
  const { sun } = scene;
  const light = sun ? glow(sun.x * width, sun.y * height, sun.size * height, sun.color, 'sun') : '';
  return svg(canvas, sky(scene.sky, canvas) + light + layers.join(''));
}

/** Water under a sky, with the light lying on it in strokes. */
export function drawSea(canvas: Canvas, scene: Scene): string {
  const random = randomFrom(scene.seed);
  const { width, height } = canvas;
  const horizon = height * 0.56;
  const [deep = '#123', shallow = '#246', spark = '#fff'] = scene.land;
  const water = `<linearGradient id="water" x2="0" y2="1"><stop offset="0" stop-color="${shallow}"/><stop offset="1" stop-color="${deep}"/></linearGradient><rect y="${horizon}" width="${width}" height="${height - horizon}" fill="url(#water)"/>`;
  const { sun = { x: 0.5, y: 0.5, size: 0.5, color: spark } } = scene;
  const strokes = Array.from({ length: 260 }, () => {
    const depth = random() ** 1.6;
    const y = horizon + depth * (height - horizon);
    const spread = (0.03 + depth * 0.3) * width;
    const x = sun.x * width + (random() + random() - 1) * spread;
    const length = (6 + depth * 90) * (0.4 + random());
    return `<rect x="${(x - length / 2).toFixed(0)}" y="${y.toFixed(0)}" width="${length.toFixed(0)}" height="${(1.5 + depth * 5).toFixed(1)}" rx="3" fill="${spark}" opacity="${(0.15 + random() * 0.6).toFixed(2)}"/>`;
  });
  return svg(
    canvas,
    sky(scene.sky, canvas) +
      glow(sun.x * width, sun.y * height, sun.size * height, sun.color, 'sun') +
      water +
      strokes.join(''),
  );
}

/** Trunks in fog, the near ones dark. */
export function drawForest(canvas: Canvas, scene: Scene): string {
  const random = randomFrom(scene.seed);
  const { width, height } = canvas;
  const layers = scene.land.map((color, i) => {
    const scale = 0.45 + (i / scene.land.length) * 0.9;
    const trees = Array.from({ length: 16 - i * 2 }, () => {
      const x = random() * width;
      const top = height * (0.75 - scale * (0.35 + random() * 0.25));
      const half = height * 0.09 * scale;
      const foot = height * (0.8 + i * 0.06);
      const tiers = [0, 0.28, 0.52].map(
        (t) =>
          `M${x},${top + (foot - top) * t * 0.9} l${half * (0.7 + t)},${(foot - top) * 0.42} h${-2 * half * (0.7 + t)} Z`,
      );
      return tiers.join(' ');
    });
    return `<path d="${trees.join(' ')} ${ridge(random, canvas, 0.8 + i * 0.05, 0.02, 2)}" fill="${color}"/>`;
  });
  return svg(canvas, sky(scene.sky, canvas) + layers.join(''));
}

/** Houses at night with some windows lit. */
export function drawCity(canvas: Canvas, scene: Scene): string {
  const random = randomFrom(scene.seed);
  const { width, height } = canvas;
  const rows = scene.land.slice(0, -1).map((color, row) => {
    const houses: string[] = [];
    for (let x = -20; x < width; ) {
      const wide = width * (0.03 + random() * 0.05);
      const tall = height * (0.2 + random() * 0.42 - row * 0.09);
      houses.push(
        `<rect x="${x.toFixed(0)}" y="${(height - tall).toFixed(0)}" width="${wide.toFixed(0)}" height="${tall.toFixed(0)}" fill="${color}"/>`,
      );
      for (let wy = height - tall + 16; wy < height - 20; wy += 26) {
        for (let wx = x + 10; wx < x + wide - 14; wx += 20) {
          if (random() > 0.3 + row * 0.08) continue;
          houses.push(
            `<rect x="${wx.toFixed(0)}" y="${wy.toFixed(0)}" width="9" height="13" fill="${scene.land.at(-1)}" opacity="${(0.4 + random() * 0.6).toFixed(2)}"/>`,
          );
        }
      }
      x += wide + random() * 14;
    }
    return houses.join('');
  });
  const { sun } = scene;
  const moon = sun
    ? `${glow(sun.x * width, sun.y * height, sun.size * height * 3, sun.color, 'halo')}<circle cx="${sun.x * width}" cy="${sun.y * height}" r="${sun.size * height * 0.5}" fill="${sun.color}"/>`
    : '';
  return svg(canvas, sky(scene.sky, canvas) + moon + rows.join(''));
}

/** Stars, and curtains of light. */
export function drawNight(canvas: Canvas, scene: Scene): string {
  const random = randomFrom(scene.seed);
  const { width, height } = canvas;
  const stars = Array.from(
    { length: 420 },
    () =>
      `<circle cx="${(random() * width).toFixed(0)}" cy="${(random() ** 1.4 * height * 0.8).toFixed(0)}" r="${(0.5 + random() ** 4 * 2.6).toFixed(1)}" fill="#fff" opacity="${(0.3 + random() * 0.7).toFixed(2)}"/>`,
  );
  const [near = '#000', ...lights] = scene.land;
  const curtains = lights.map((color, i) => {
    const y = height * (0.2 + i * 0.1);
    const bend = () => y + (random() - 0.5) * height * 0.35;
    return `<path d="M0,${bend()} C${width * 0.3},${bend()} ${width * 0.6},${bend()} ${width},${bend()}" stroke="${color}" stroke-width="${height * 0.14}" fill="none" opacity=".5" filter="url(#soft)"/>`;
  });
  return svg(
    canvas,
    `<filter id="soft" x="-20%" y="-50%" width="140%" height="200%"><feGaussianBlur stdDeviation="${height * 0.035}"/></filter>${sky(scene.sky, canvas)}${curtains.join('')}${stars.join('')}<path d="${ridge(random, canvas, 0.82, 0.05, 1.5)}" fill="${near}"/>`,
  );
}
