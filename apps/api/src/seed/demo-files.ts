import sharp from 'sharp';
import { drawCity, drawForest, drawNight, drawRidges, drawSea } from './draw-landscapes.ts';
import {
  drawArches,
  drawBokeh,
  drawCutOut,
  drawDay,
  drawFields,
  drawMesh,
  drawPoster,
} from './draw-objects.ts';
import { writePdf } from './write-pdf.ts';

export interface DemoFile {
  filename: string;
  title: string;
  alt?: string;
  tags: readonly string[];
  collection?: string;
  draw(): Promise<Buffer>;
}

const wide = { width: 1500, height: 1000 };
const tall = { width: 1000, height: 1500 };
const square = { width: 1100, height: 1100 };

/** Grain, once: every photograph is laid out with this one tile. */
let grain: Promise<Buffer> | undefined;

function drawGrain(): Promise<Buffer> {
  grain ??= sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 9 },
      background: '#808080',
    },
  })
    .greyscale()
    .png()
    .toBuffer();
  return grain;
}

/** A drawing as a photograph comes: with a little grain, so that flat areas look like light and not like paint. */
async function photograph(drawing: string, quality = 82): Promise<Buffer> {
  return sharp(Buffer.from(drawing))
    .removeAlpha()
    .composite([{ input: await drawGrain(), blend: 'soft-light', tile: true }])
    .jpeg({ quality })
    .toBuffer();
}

const webp = (drawing: string) => sharp(Buffer.from(drawing)).webp({ quality: 84 }).toBuffer();
const png = (drawing: string) => sharp(Buffer.from(drawing)).png().toBuffer();

async function animation(): Promise<Buffer> {
  const canvas = { width: 420, height: 280 };
  const frames = await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      sharp(Buffer.from(drawDay(canvas, i / 24)))
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: Array.from({ length: 24 }, () => 90), loop: 0, effort: 1 })
    .toBuffer();
}

const evening = {
  seed: 11,
  sky: ['#2b3a67', '#b56576', '#f2a679', '#ffe0ac'],
  land: ['#8a5a74', '#664a6d', '#453a5f', '#2b2b4b', '#191c36'],
  sun: { x: 0.68, y: 0.44, size: 0.34, color: '#ffe9b8' },
};

const lakes = 'High lakes';
const season = 'Spring campaign';

export const demoFiles: readonly DemoFile[] = [
  {
    filename: 'evening-ridges.jpg',
    title: 'Evening over the ridges',
    alt: 'Five mountain ridges one behind the other under an orange evening sky',
    tags: ['landscape', 'mountains', 'evening'],
    collection: lakes,
    draw: () => photograph(drawRidges(wide, evening)),
  },
  {
    filename: 'morning-valley.jpg',
    title: 'Morning in the valley',
    alt: 'Green hills in morning haze, the sun low on the left',
    tags: ['landscape', 'morning'],
    collection: lakes,
    draw: () =>
      photograph(
        drawRidges(wide, {
          seed: 23,
          sky: ['#8ec5e8', '#d4e9ee', '#fdf3d8'],
          land: ['#b9d3bd', '#8fb996', '#639a72', '#3e7a55', '#22563d'],
          sun: { x: 0.24, y: 0.38, size: 0.4, color: '#fff6cf' },
        }),
      ),
  },
  {
    filename: 'blue-hour-lake.jpg',
    title: 'Blue hour at the lake',
    alt: 'A calm lake in the blue hour with a path of moonlight on the water',
    tags: ['landscape', 'water', 'evening'],
    collection: lakes,
    draw: () =>
      photograph(
        drawSea(wide, {
          seed: 31,
          sky: ['#0f1e3d', '#2c4a7c', '#7c97b8', '#d9c9c4'],
          land: ['#0b1730', '#3e5f86', '#dfe9f5'],
          sun: { x: 0.4, y: 0.4, size: 0.22, color: '#f4f1e4' },
        }),
      ),
  },
  {
    filename: 'sunset-sea.jpg',
    title: 'Sunset by the sea',
    alt: 'The sun goes down into a red sea',
    tags: ['landscape', 'water', 'evening'],
    collection: season,
    draw: () =>
      photograph(
        drawSea(wide, {
          seed: 37,
          sky: ['#41295a', '#c94b6d', '#f79c5b', '#ffd98a'],
          land: ['#3d1f45', '#b3485f', '#ffe3a1'],
          sun: { x: 0.57, y: 0.5, size: 0.46, color: '#fff0b8' },
        }),
      ),
  },
  {
    filename: 'foggy-forest.jpg',
    title: 'Forest in the fog',
    alt: 'Firs in fog, the near ones dark and the far ones nearly white',
    tags: ['landscape', 'forest', 'morning'],
    draw: () =>
      photograph(
        drawForest(wide, {
          seed: 41,
          sky: ['#cfdcdd', '#e9eeea', '#f4f2e6'],
          land: ['#b9cac6', '#8fa9a3', '#5d7f78', '#2f544e', '#14302d'],
        }),
      ),
  },
  {
    filename: 'night-city.jpg',
    title: 'The city at night',
    alt: 'Tall houses at night with lit windows under a full moon',
    tags: ['city', 'night'],
    draw: () =>
      photograph(
        drawCity(wide, {
          seed: 43,
          sky: ['#070b1d', '#17204a', '#45407a'],
          land: ['#1c2448', '#121936', '#090e22', '#ffdf8e'],
          sun: { x: 0.78, y: 0.2, size: 0.12, color: '#f6efd9' },
        }),
      ),
  },
  {
    filename: 'northern-lights.jpg',
    title: 'Northern lights',
    alt: 'Green and violet northern lights between the stars over dark hills',
    tags: ['landscape', 'night'],
    collection: lakes,
    draw: () =>
      photograph(
        drawNight(wide, {
          seed: 47,
          sky: ['#03081a', '#0a1c38', '#16394c'],
          land: ['#030a12', '#3ff0a8', '#48d6c6', '#8a6bf2'],
        }),
      ),
  },
  {
    filename: 'desert-dunes.jpg',
    title: 'Dunes',
    alt: 'Soft sand dunes under a clear sky',
    tags: ['landscape', 'warm'],
    draw: () =>
      photograph(
        drawRidges(
          wide,
          {
            seed: 53,
            sky: ['#4f9dc9', '#a8d3df', '#f6e6c6'],
            land: ['#eecb94', '#e0ad6b', '#c98a4b', '#9c6135'],
          },
          0.035,
        ),
      ),
  },
  {
    filename: 'mountain-panorama.jpg',
    title: 'Panorama from the pass',
    alt: 'A very wide view of snow-blue mountain chains',
    tags: ['landscape', 'mountains', 'panorama'],
    collection: lakes,
    draw: () =>
      photograph(
        drawRidges(
          { width: 3600, height: 800 },
          {
            seed: 59,
            sky: ['#3f7cac', '#9cc5d8', '#f2efe2'],
            land: ['#c4d7e3', '#93b1c7', '#5f86a6', '#3a5f80', '#203c56'],
            sun: { x: 0.83, y: 0.25, size: 0.5, color: '#fffbe3' },
          },
          0.07,
        ),
        78,
      ),
  },
  {
    filename: 'tall-pines.jpg',
    title: 'Between the pines',
    alt: 'Looking up between tall pines at dusk',
    tags: ['forest', 'evening', 'portrait'],
    draw: () =>
      photograph(
        drawForest(tall, {
          seed: 61,
          sky: ['#26375f', '#8a6f92', '#f0b490', '#ffe1b3'],
          land: ['#a07b8d', '#6d5b7c', '#423e60', '#231f3d', '#110f24'],
        }),
      ),
  },
  {
    filename: 'rose-mountains.jpg',
    title: 'Rose mountains',
    alt: 'Mountains in shades of rose under a pale sky',
    tags: ['landscape', 'mountains', 'warm'],
    collection: season,
    draw: () =>
      photograph(
        drawRidges(tall, {
          seed: 67,
          sky: ['#f6d8d6', '#fbe9dc', '#fff6e9'],
          land: ['#efb9b7', '#dd8f97', '#b9647b', '#83405f', '#4c2545'],
          sun: { x: 0.5, y: 0.3, size: 0.16, color: '#fffdf2' },
        }),
      ),
  },
  {
    filename: 'winter-night.jpg',
    title: 'Winter night',
    alt: 'A starry sky over a white plain',
    tags: ['landscape', 'night', 'winter'],
    draw: () =>
      photograph(
        drawNight(tall, { seed: 71, sky: ['#050a24', '#14295a', '#47689b'], land: ['#dfe8f2', '#7fb2e8'] }),
      ),
  },
  {
    filename: 'fields-from-above.jpg',
    title: 'Fields from above',
    alt: 'Strips of fields in green and ochre, seen from above',
    tags: ['aerial', 'pattern'],
    draw: () =>
      photograph(drawFields(wide, 73, ['#7ea35a', '#a9bf63', '#d7c36a', '#5b8a4d', '#c79a52', '#8fae74'])),
  },
  {
    filename: 'lavender-fields.jpg',
    title: 'Lavender rows',
    alt: 'Rows of lavender between wheat fields, seen from above',
    tags: ['aerial', 'pattern'],
    collection: season,
    draw: () => photograph(drawFields(square, 79, ['#8a6fb5', '#6f559e', '#b49ad1', '#d9c98a', '#7f9b62'])),
  },
  {
    filename: 'arches.jpg',
    title: 'Arches in the sun',
    alt: 'Four arches in a clay-colored wall with long shadows',
    tags: ['architecture', 'warm'],
    draw: () => photograph(drawArches(wide, ['#d98f63', '#5b2e2a', '#f3c795', '#b9714a'])),
  },
  {
    filename: 'white-arches.jpg',
    title: 'White arches',
    alt: 'Four white arches over a blue floor',
    tags: ['architecture'],
    draw: () => photograph(drawArches(square, ['#eef2f3', '#35607f', '#ffffff', '#9fc3d1'])),
  },
  {
    filename: 'lights-in-the-rain.jpg',
    title: 'Lights in the rain',
    alt: 'Round lights out of focus on a dark street',
    tags: ['city', 'night', 'background'],
    draw: () => photograph(drawBokeh(wide, 83, ['#0b1020', '#ffb35c', '#ff7a59', '#8fd3ff', '#ffe08a'])),
  },
  {
    filename: 'aurora-gradient.webp',
    title: 'Gradient, green to violet',
    tags: ['background', 'pattern'],
    collection: season,
    draw: () => webp(drawMesh(wide, 89, ['#1b2a5c', '#2f6fb0', '#3fc1a6', '#8f6bd8', '#12213f'])),
  },
  {
    filename: 'peach-gradient.webp',
    title: 'Gradient, peach to rose',
    tags: ['background', 'pattern', 'warm'],
    draw: () => webp(drawMesh(square, 97, ['#ffe1c6', '#ffb199', '#ff8c94', '#ffd36e', '#f7a1c4'])),
  },
  {
    filename: 'poster-shapes.png',
    title: 'Poster with quarter circles',
    alt: 'A grid of squares and quarter circles in red, blue, ochre and cream',
    tags: ['pattern', 'poster'],
    draw: () =>
      png(
        drawPoster({ width: 1200, height: 1200 }, 101, [
          '#e4572e',
          '#17bebb',
          '#ffc914',
          '#2e282a',
          '#f4efe6',
        ]),
      ),
  },
  {
    filename: 'leaf-cut-out.png',
    title: 'Leaf, cut out',
    alt: 'A single green leaf',
    tags: ['cut-out', 'plant'],
    collection: season,
    draw: () => png(drawCutOut({ width: 1000, height: 1000 }, 'leaf')),
  },
  {
    filename: 'pear-cut-out.png',
    title: 'Pear, cut out',
    alt: 'A ripe yellow pear',
    tags: ['cut-out', 'food'],
    draw: () => png(drawCutOut({ width: 1000, height: 1000 }, 'pear')),
  },
  {
    filename: 'mug-cut-out.webp',
    title: 'Coffee mug, cut out',
    alt: 'A terracotta mug of steaming coffee',
    tags: ['cut-out', 'food', 'warm'],
    draw: () => webp(drawCutOut({ width: 900, height: 1000 }, 'mug')),
  },
  {
    filename: 'one-day.gif',
    title: 'One day in two seconds',
    alt: 'Sun and moon go round over green hills',
    tags: ['animation'],
    draw: animation,
  },
  {
    filename: 'press-kit.pdf',
    title: 'Press kit',
    tags: ['document'],
    draw: async () =>
      writePdf('The high lakes', [
        'A week with those who measure the ice.',
        'All pictures in this library may be used with this story.',
        'Questions: press@example.org',
      ]),
  },
  {
    filename: 'opening-hours.txt',
    title: 'Opening hours',
    tags: ['document'],
    draw: async () =>
      Buffer.from(
        'Visitor centre\n\nMonday to Friday   9 - 17\nSaturday          10 - 16\nSunday            closed\n',
      ),
  },
  {
    filename: 'lake-temperatures.csv',
    title: 'Lake temperatures',
    tags: ['document', 'water'],
    draw: async () =>
      Buffer.from(
        'month,surface_celsius,bottom_celsius\nJanuary,0.4,4.1\nApril,5.2,4.3\nJuly,17.8,5.0\nOctober,9.6,4.9\n',
      ),
  },
];
