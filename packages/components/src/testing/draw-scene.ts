import { rgbaToThumbHash } from 'thumbhash';

/** Pictures drawn by program: no file, no licence, the same on every machine. */
export const sceneNames = [
  'lake',
  'forest',
  'aurora',
  'dunes',
  'coast',
  'portrait',
  'flower',
  'fields',
  'tree',
  'ridge',
  'still-life',
  'city',
] as const;
export type SceneName = (typeof sceneNames)[number];

interface Palette {
  sky: string;
  low: string;
  land: string;
  dark: string;
  spot: string;
}

const palettes: Record<SceneName, Palette> = {
  lake: { sky: '#6f9fd0', low: '#dfe9ee', land: '#4d6a66', dark: '#243b3c', spot: '#fbfdff' },
  forest: { sky: '#c9d5d4', low: '#90a5a2', land: '#3f5a54', dark: '#1d302d', spot: '#eef3f1' },
  aurora: { sky: '#0b1440', low: '#1c4f74', land: '#0d1a2c', dark: '#05090f', spot: '#37d6a0' },
  dunes: { sky: '#a8cbe0', low: '#f3dcb4', land: '#d99a54', dark: '#a4602c', spot: '#fff3d6' },
  coast: { sky: '#5a3f7d', low: '#f59a62', land: '#54629a', dark: '#1d1f3a', spot: '#ffe2a0' },
  portrait: { sky: '#c5714a', low: '#a8542f', land: '#efe4d8', dark: '#3a2018', spot: '#7a4630' },
  flower: { sky: '#243a2c', low: '#182a20', land: '#e0806c', dark: '#b14f45', spot: '#f6c08a' },
  fields: { sky: '#8ea653', low: '#6d8c45', land: '#c8b35e', dark: '#4c6a35', spot: '#4f8fae' },
  tree: { sky: '#cfdcea', low: '#eef3f8', land: '#f7fafc', dark: '#22262c', spot: '#dbe5ef' },
  ridge: { sky: '#6e86a8', low: '#f7d59a', land: '#7c7f97', dark: '#2d3145', spot: '#fff4d2' },
  'still-life': { sky: '#233233', low: '#3c4e4a', land: '#7b6a53', dark: '#3c3328', spot: '#e6a52f' },
  city: { sky: '#8fb4d8', low: '#dfe7ee', land: '#b87656', dark: '#6b3b2c', spot: '#f3d9b4' },
};

/** An SVG of a scene; `shift` (any whole number) moves its shapes, so that two pictures of a scene differ. */
export function drawScene(name: SceneName, shift = 0, width = 640, height = 427): string {
  const { sky, low, land, dark, spot } = palettes[name];
  const x = (share: number) => Math.round(((share * 640 + shift * 37) % 640) + 0);
  const sun = `<circle cx="${x(0.3)}" cy="${120 + ((shift * 13) % 60)}" r="38" fill="${spot}"/>`;
  const hills = (top: number, color: string, step: number) =>
    `<path d="M0 ${top + 40}Q${80 + step} ${top - 30} 180 ${top + 20}T380 ${top}T560 ${top + 25}T720 ${top - 10}V427H0Z" fill="${color}"/>`;
  const pines = Array.from({ length: 15 }, (_, index) => {
    const left = ((index * 83 + shift * 29) % 680) - 20;
    const top = 90 + ((index * 47 + shift * 11) % 120);
    return `<path d="M${left} 427L${left + 44} ${top}L${left + 88} 427Z" fill="${index % 2 ? land : dark}" opacity="${index % 3 ? 1 : 0.75}"/>`;
  }).join('');
  const petals = [110, 84, 58, 32]
    .map((radius, ring) =>
      Array.from({ length: 12 }, (_, index) => {
        const angle = ((index * 30 + ring * 15 + shift * 7) * Math.PI) / 180;
        const cx = Math.round(320 + Math.cos(angle) * radius);
        const cy = Math.round(213 + Math.sin(angle) * radius);
        return `<circle cx="${cx}" cy="${cy}" r="${26 + radius / 5}" fill="${ring % 2 ? dark : land}"/>`;
      }).join(''),
    )
    .join('');
  const blocks = Array.from({ length: 20 }, (_, index) => {
    const column = index % 5;
    const row = Math.floor(index / 5);
    const color = [land, dark, low, sky][(index * 7 + shift) % 4];
    return `<path d="M${column * 130 - 20 + row * 18} ${row * 110 - 10}h126v104h-126z" fill="${color}" transform="rotate(-6 320 213)"/>`;
  }).join('');

  const shapes: Record<SceneName, string> = {
    lake:
      hills(150, low, 0) +
      hills(190, land, 40) +
      `<path d="M0 262h640v165H0z" fill="${sky}" opacity=".7"/><path d="M0 262h640v30H0z" fill="${dark}" opacity=".55"/><path d="M0 400q160-26 320-6t320-8v41H0z" fill="${dark}"/>`,
    forest: pines,
    aurora:
      `<path d="M0 190Q${160 + (shift % 90)} 40 330 150T640 60v110Q480 190 330 240T0 270Z" fill="${spot}" opacity=".6"/>` +
      hills(330, dark, 30),
    dunes: sun + hills(250, land, 60) + hills(310, dark, 10),
    coast:
      sun +
      `<path d="M0 250h640v177H0z" fill="${land}"/><path d="M0 262h640v8H0zm60 40h420v6H60zm-30 46h520v6H30z" fill="${spot}" opacity=".5"/><path d="M0 240l${150 + (shift % 60)} 30-60 160H0z" fill="${dark}"/>`,
    portrait: `<circle cx="320" cy="80" r="34" fill="${dark}"/><ellipse cx="320" cy="165" rx="72" ry="86" fill="${spot}"/><path d="M248 150q10-80 72-80t72 80q-30-44-72-44t-72 44" fill="${dark}"/><path d="M170 427q10-170 150-170t150 170z" fill="${land}"/><path d="M296 235h48v40q-24 20-48 0z" fill="${spot}"/>`,
    flower: `${petals}<circle cx="320" cy="213" r="26" fill="${spot}"/>`,
    fields:
      blocks +
      `<path d="M${300 + (shift % 80)} -10q-60 120 20 210t-10 240h40q70-130 0-230t10-220z" fill="${spot}"/>`,
    tree: `<path d="M0 330q320-40 640 0v97H0z" fill="${land}"/><path d="M316 340v-120l-60-70m60 100l80-100m-80 60l-10-110m0 60l50-50m-90 80l-50-10m180 10l50-20" stroke="${dark}" stroke-width="8" fill="none" stroke-linecap="round"/>`,
    ridge:
      sun +
      hills(200, land, 50) +
      hills(270, dark, 0) +
      `<path d="M${400 + (shift % 90)} 262v-34m0 0l-8 12m8-12l8 12" stroke="${dark}" stroke-width="7" stroke-linecap="round"/>`,
    'still-life': `<path d="M0 300h640v127H0z" fill="${land}"/><circle cx="230" cy="270" r="74" fill="${spot}"/><circle cx="340" cy="290" r="68" fill="#8fae3c"/><circle cx="430" cy="262" r="80" fill="#d98a2b"/><circle cx="310" cy="190" r="62" fill="#e6c24a"/>`,
    city: Array.from({ length: 6 }, (_, index) => {
      const top = 60 + ((index * 71 + shift * 23) % 170);
      const windows = Array.from(
        { length: 8 },
        (_, floor) =>
          `<path d="M${index * 112 + 18} ${top + 22 + floor * 40}h22v18h-22zm40 0h22v18h-22z" fill="${spot}" opacity=".8"/>`,
      ).join('');
      return `<path d="M${index * 112} ${top}h100v400h-100z" fill="${index % 2 ? land : dark}"/>${windows}`;
    }).join(''),
  };

  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 640 427" preserveAspectRatio="xMidYMid slice"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${sky}"/><stop offset="1" stop-color="${low}"/></linearGradient></defs><path fill="url(#g)" d="M0 0h640v427H0z"/>${shapes[name]}</svg>`;
}

/** A cut-out on nothing, to show the transparency board. */
export function drawCutOut(shift = 0): string {
  const green = ['#4f8f3f', '#3f7f6a', '#8a9f3a'][Math.abs(shift) % 3];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="520" viewBox="0 0 400 520"><path d="M200 10Q370 150 330 330Q290 430 200 470Q110 430 70 330Q30 150 200 10Z" fill="${green}"/><path d="M200 40V510M200 160l70-60M200 160l-70-60M200 260l100-80M200 260l-100-80M200 360l90-80M200 360l-90-80" stroke="#fff" stroke-opacity=".45" stroke-width="6" fill="none"/></svg>`;
}

/** The first page of a document. */
export function drawPage(title: string): string {
  const lines = Array.from(
    { length: 9 },
    (_, index) =>
      `<path d="M48 ${360 + index * 22}h${index % 3 === 2 ? 220 : 328}" stroke="#9a9d9f" stroke-width="6"/>`,
  ).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="424" height="600" viewBox="0 0 424 600"><path fill="#fff" d="M0 0h424v600H0z"/><path fill="#7f9a92" d="M0 0h424v230H0z"/><path d="M0 230l60-120 50 90 70-150 60 130 60-110 60 130 64-90v120z" fill="#2f4a44"/><text x="48" y="310" font-family="Georgia, serif" font-size="34" font-weight="bold" fill="#191a1b">${escapeText(title)}</text>${lines}</svg>`;
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const svgDataUrl = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** The thumbhash of a scene's colours, in base64. */
export function sceneThumbhash(name: SceneName): string {
  const { sky, low, land, dark } = palettes[name];
  const rows = [sky, sky, low, low, land, land, dark, dark];
  const pixels = rows.flatMap((color, row) =>
    Array.from({ length: 8 }, (_, column) => [...rgbOf(column % 5 === row % 5 ? low : color), 255]).flat(),
  );
  return btoa(String.fromCharCode(...rgbaToThumbHash(8, 8, pixels)));
}

const rgbOf = (hex: string): [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];
