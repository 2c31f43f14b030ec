import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Tokens = Map<string, string>;

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');

/** The custom properties of the rule that opens with `selector`, inside of the query `where` if there is one. */
function tokensOf(selector: string, where = ''): Tokens {
  const start = css.indexOf(`${selector} {`, css.indexOf(where));
  if (start < 0 || !css.includes(where)) throw new Error(`no rule ${selector} in ${where}`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

const light = tokensOf(':root');
const darkBySystem = tokensOf(":root:not([data-theme='light'])");
const darkByChoice = tokensOf(":root[data-theme='dark']");
const dark: Tokens = new Map([...light, ...darkByChoice]);
const MORE = '@media (prefers-contrast: more) {';
const lightMore: Tokens = new Map([...light, ...tokensOf(':root', MORE)]);
const darkMoreBySystem = tokensOf(
  ":root:not([data-theme='light'])",
  '@media (prefers-contrast: more) and (prefers-color-scheme: dark) {',
);
const darkMoreByChoice = tokensOf(":root[data-theme='dark']", MORE);
const darkMore: Tokens = new Map([...dark, ...darkMoreByChoice]);

/** WCAG relative luminance of an `oklch()` colour, by way of OKLab and linear sRGB. */
function luminance(colour: string): number {
  const match = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(colour);
  if (!match) throw new Error(`not a plain oklch colour: ${colour}`);
  const [lightness, chroma, hue] = match.slice(1).map(Number) as [number, number, number];
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => luminance(tokens.get(name) ?? '')) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['paper', 'surface', 'sunken'];
const text: [string, string][] = [
  ...grounds.flatMap((ground) => ['ink', 'ink-soft', 'accent', 'fault'].map((ink): [string, string] => [ink, ground])),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-accent-soft', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['attention', 'attention-soft'],
  ['ink', 'attention-soft'],
  ['fault', 'fault-soft'],
  ['ink', 'fault-soft'],
  ['ink', 'step-0'],
  ...['step-0', 'step-1', 'step-2', 'step-3'].map((step): [string, string] => ['step-ink', step]),
  ...['step-4', 'step-5'].map((step): [string, string] => ['step-ink-deep', step]),
];
const controls: [string, string][] = grounds.flatMap((ground) =>
  ['edge', 'accent', 'focus', 'step-4', 'step-5'].map((mark): [string, string] => [mark, ground]),
);

describe.each([
  ['light', light],
  ['dark', dark],
])('colours in the %s theme', (_, tokens) => {
  it.each(text)('%s is readable on %s (4.5 : 1)', (ink, ground) => {
    expect(contrast(tokens, ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(controls)('%s is seen on %s (3 : 1)', (mark, ground) => {
    expect(contrast(tokens, mark, ground)).toBeGreaterThanOrEqual(3);
  });

  it('steps run from pale to deep without turning back', () => {
    const steps = [0, 1, 2, 3, 4, 5].map((n) => luminance(tokens.get(`step-${String(n)}`) ?? ''));
    const sorted = steps.toSorted((a, b) => (tokens === light ? b - a : a - b));
    expect(steps).toEqual(sorted);
  });
});

describe.each([
  ['light', lightMore],
  ['dark', darkMore],
])('colours in the %s theme with more contrast', (_, tokens) => {
  it.each(text.filter(([ink]) => !ink.startsWith('step')))('%s is readable on %s (7 : 1)', (ink, ground) => {
    expect(contrast(tokens, ink, ground)).toBeGreaterThanOrEqual(7);
  });

  it.each(controls)('%s is seen on %s (4.5 : 1)', (mark, ground) => {
    expect(contrast(tokens, mark, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('a hairline is seen on %s (3 : 1)', (ground) => {
    expect(contrast(tokens, 'hairline', ground)).toBeGreaterThanOrEqual(3);
  });
});

it('the dark theme is the same by the system and by choice', () => {
  expect([...darkBySystem]).toEqual([...darkByChoice]);
  expect([...darkMoreBySystem]).toEqual([...darkMoreByChoice]);
});

it('luminance agrees with known colours', () => {
  expect(luminance('oklch(1 0 0)')).toBeCloseTo(1, 3);
  expect(luminance('oklch(0 0 0)')).toBeCloseTo(0, 3);
  expect(luminance('oklch(0.627955 0.257683 29.2339)')).toBeCloseTo(0.2126, 3); // pure red
});
