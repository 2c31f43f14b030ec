/**
 * Takes the symbols the app uses out of Lucide, each as one path, into src/ui/symbols.ts: `npm run symbols`. The app carries
 * no others, and reads nothing of the package when it is built or run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the app calls a symbol, and what Lucide does. */
const NAMES = {
  give: 'plus',
  inbox: 'inbox',
  plans: 'flag',
  given: 'message-square-text',
  ask: 'message-circle-question-mark',
  code: 'qr-code',
  you: 'user-round',
  people: 'users-round',
  search: 'search',
  close: 'x',
  check: 'check',
  chevron: 'chevron-right',
  down: 'chevron-down',
  back: 'chevron-left',
  clock: 'clock',
  calendar: 'calendar',
  warning: 'triangle-alert',
  info: 'info',
  eye: 'eye',
  pin: 'pin',
  offline: 'cloud-off',
  sync: 'refresh-cw',
  phone: 'smartphone',
  send: 'send',
  edit: 'pencil',
  microphone: 'mic',
} as const;

type Node = [element: string, attributes: Record<string, string>];

const lucide = new URL('../node_modules/lucide-static/', import.meta.url);
export const written = new URL('../src/ui/symbols.ts', import.meta.url);

/** The file as it has to be. */
export function symbols(): string {
  const nodes = JSON.parse(readFileSync(new URL('icon-nodes.json', lucide), 'utf8')) as Record<string, Node[]>;
  const { version } = JSON.parse(readFileSync(new URL('package.json', lucide), 'utf8')) as { version: string };
  const lines = Object.entries(NAMES).map(([name, theirs]) => {
    const drawn = nodes[theirs];
    if (!drawn) throw new Error(`Lucide has no ${theirs}.`);
    return `  ${name}: '${drawn.map(path).join('')}',`;
  });
  return `/**
 * Written by \`npm run symbols\`: the symbols this app uses, as outlines on a grid of 24. From Lucide ${version}, ISC License,
 * Copyright (c) Lucide Icons and Contributors, in part from Feather, MIT License, Copyright (c) 2013-present Cole Bemis;
 * the terms are in public/icons/LICENSE.txt.
 */
// prettier-ignore
export const symbols = {
${lines.join('\n')}
} as const;
`;
}

/** An element as a piece of a path that stands on its own, wherever the piece before it ended. */
function path([element, attributes]: Node): string {
  const n = (name: string, otherwise = '0') => Number(attributes[name] ?? otherwise);
  switch (element) {
    case 'path':
      return (attributes.d ?? '').replace(/^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(?=([\d.-])?)/, (_all, x, y, more) => {
        return `M${String(x)} ${String(y)}${more === undefined ? '' : 'l'}`;
      });
    case 'circle': {
      const [x, y, r] = [n('cx'), n('cy'), n('r')];
      return `M${String(x - r)} ${String(y)}a${String(r)} ${String(r)} 0 1 0 ${String(2 * r)} 0a${String(r)} ${String(r)} 0 1 0 ${String(-2 * r)} 0`;
    }
    case 'rect': {
      const [x, y, width, height, r] = [n('x'), n('y'), n('width'), n('height'), n('rx', attributes.ry)];
      const along = (way: string, length: number) => (length ? way + String(length) : '');
      const [w, h] = [width - 2 * r, height - 2 * r];
      const turn = (dx: number, dy: number) =>
        r ? `a${String(r)} ${String(r)} 0 0 1 ${String(dx)} ${String(dy)}` : '';
      const sides = [
        along('h', w) + turn(r, r) + along('v', h) + turn(-r, r),
        along('h', -w) + turn(-r, -r) + along('v', -h) + turn(r, -r),
      ];
      return `M${String(x + r)} ${String(y)}${sides.join('')}z`;
    }
    case 'line':
      return `M${String(n('x1'))} ${String(n('y1'))}L${String(n('x2'))} ${String(n('y2'))}`;
    case 'polyline':
      return `M${attributes.points ?? ''}`;
    default:
      throw new Error(`A symbol with ${element} is not known here.`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(written, symbols());
