import { afterAll, expect, test } from 'vitest';
import { createDecodePool } from './decode-pool.ts';
import { writeFixture } from './draw-fixtures.ts';

const decodePool = createDecodePool({ size: 1 });
afterAll(() => decodePool.close());

const inspect = async (svg: string | Uint8Array) =>
  decodePool.run('svg.inspect', { path: await writeFixture(svg, 'drawing.svg') });
const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

test.each([
  ['shapes', svg('<rect width="5" height="5" fill="red"/><text>a &lt; b</text>')],
  [
    'gradients and uses of its own',
    svg('<defs><linearGradient id="g"/></defs><use xlink:href="#g" fill="url(#g)"/>'),
  ],
  ['a style of its own', svg('<style><![CDATA[.a > .b { fill: url("#g") } /* a, b */]]></style>')],
  ['an embedded picture', svg('<image href="data:image/png;base64,iVBORw0KGgo="/>')],
  [
    'an animation',
    svg('<circle><animate attributeName="r" values="1;2;1" from="1" to="2" dur="2s"/></circle>'),
  ],
  [
    'what drawing programs write',
    `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
    <!-- Created with a program -->
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
    ${svg('<metadata><rdf:RDF xmlns:rdf="r"><cc:Work rdf:about=""/></rdf:RDF></metadata><g style="fill:#fff"/>')}
    <!-- end -->`,
  ],
])('takes a drawing with %s', async (_, drawing) => {
  await expect(inspect(drawing)).resolves.toBeDefined();
});

test.each([
  ['a script', svg('<script>alert(1)</script>')],
  ['an empty script', svg('<script href="https://evil.example/x.js"/>')],
  ['a script in capitals', svg('<SCRIPT>alert(1)</SCRIPT>')],
  [
    'a script under another prefix',
    svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
  ],
  ['an event attribute', svg('<rect onload="alert(1)"/>')],
  ['an event attribute of the root', svg('', 'onLoad="alert(1)"')],
  ['an event attribute with a line before it', svg('<rect\nonclick\n=\n"alert(1)"/>')],
  ['foreign HTML', svg('<foreignObject><b>x</b></foreignObject>')],
  ['a script address', svg('<a href="javascript:alert(1)"><text>x</text></a>')],
  ['a script address with a tab in it', svg('<a xlink:href="java\tscript:alert(1)"/>')],
  ['a script address in references', svg('<a href="&#106;avascript&#x3a;alert(1)"/>')],
  ['a link to the outside', svg('<a href="https://evil.example/"/>')],
  ['a picture from outside', svg('<image xlink:href="https://evil.example/pixel.png"/>')],
  ['a picture without a scheme', svg('<image href="//evil.example/pixel.png"/>')],
  ['a sibling file', svg('<image href="/etc/passwd"/>')],
  ['a drawing in data', svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>')],
  ['HTML in data', svg('<a href="data:text/html,x"/>')],
  ['a use from outside', svg('<use href="other.svg#a"/>')],
  ['a style from outside', svg('<style>@import "https://evil.example/x.css";</style>')],
  [
    'an escaped style from outside',
    svg('<style>@\\69mport "x"; .a { fill: u\\72l(https://evil.example) }</style>'),
  ],
  ['a commented style from outside', svg('<style>.a { fill: url(/**/https://evil.example) }</style>')],
  ['a style attribute from outside', svg('<rect style="fill:url(https://evil.example/#a)"/>')],
  ['a fill from outside', svg('<rect fill="url(\'https://evil.example/#a\')"/>')],
  ['a style sheet', `<?xml-stylesheet href="https://evil.example/x.css"?>${svg('')}`],
  ['an animated link', svg('<a><animate attributeName="href" values="javascript:alert(1)"/></a>')],
  ['a set link', svg('<a><set attributeName="xlink:href" to="https://evil.example"/></a>')],
  ['an animated event', svg('<set attributeName="onclick" to="alert(1)"/>')],
  ['entities', `<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>${svg('&x;')}`],
  ['an outside entity', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`],
  ['a script after a quoted bracket', svg('<rect id="a>b"/><script/>')],
])('refuses %s', async (_, drawing) => {
  await expect(inspect(drawing)).rejects.toMatchObject({ code: 'upload.svg-active' });
});

test.each([
  ['a tag that never ends', '<svg><rect '],
  ['an attribute without quotes', '<svg onload=alert(1)>'],
  ['a tag within a value', '<svg><rect id="<script>"/></svg>'],
  ['text before the root', 'x<svg/>'],
  ['a comment that never ends', '<svg><!-- </svg>'],
  ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?><svg/>'],
])('refuses what no two readers agree on: %s', async (_, drawing) => {
  await expect(inspect(drawing)).rejects.toMatchObject({ code: 'upload.invalid-image' });
});

test('says what it found', async () => {
  await expect(inspect(svg('<script/>'))).rejects.toThrow(
    'The SVG was refused: it contains a <script> element. Export it as a plain drawing and upload it again.',
  );
});

test('takes 256 KiB at most', async () => {
  const padding = ' '.repeat(256 * 1024);
  await expect(inspect(svg(padding))).rejects.toMatchObject({
    code: 'upload.too-large',
    details: { limitBytes: 256 * 1024 },
  });
});

test.each([
  ['width="120" height="80px"', 120, 80],
  ['viewBox="0 0 24 16"', 24, 16],
  ['width="100%" height="100%" viewBox="0,0,640,480"', 640, 480],
  ['width="10cm"', null, null],
  ['', null, null],
])('reads the size of a root with %s', async (attributes, width, height) => {
  expect(await inspect(svg('', attributes))).toEqual({ width, height });
});

test('takes no longer for what is made to be slow', async () => {
  const slow = [
    svg(`<!--${'-'.repeat(200_000)}-->`),
    `<svg${' a'.repeat(100_000)}`,
    '<?'.repeat(100_000),
    svg(`<style>${'/*'.repeat(100_000)}</style>`),
    svg(`<a b="${'&#'.repeat(100_000)}"/>`),
    `<!DOCTYPE svg ${'"" '.repeat(60_000)}`,
    svg('<a '.repeat(60_000)),
  ];
  for (const drawing of slow) {
    const startedAt = performance.now();
    await inspect(drawing).catch((error: unknown) =>
      expect(error).toMatchObject({ code: expect.stringMatching(/^upload/) }),
    );
    expect(performance.now() - startedAt).toBeLessThan(2000);
  }
});
