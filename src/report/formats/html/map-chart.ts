import { type HierarchyRectangularNode, hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { Chart } from '../../../core/document.ts';
import { compareText } from '../../../core/text-order.ts';
import { shortenMiddle, shortenPath } from '../../display-width.ts';
import { inert } from '../../safe-text.ts';
import { asText, label, percent, picture, px } from './svg.ts';
import { escapeText } from './text.ts';

type MapChart = Extract<Chart, { kind: 'map' }>;
type Leaf = MapChart['leaves'][number];

interface Node {
  readonly name: string;
  readonly leaf?: Leaf;
  readonly children?: readonly Node[];
}

/** The layout is made for this width; across it is stretched to whatever the page has. */
const WIDTH = 880;
const HEIGHT = 400;
/** More files than this are specks: the rest is drawn folder by folder, up to so many folders. */
const DRAWN = 150;
const REST_FOLDERS = 40;
/** Columns of text that fit into so many pixels. */
const columns = (pixels: number): number => Math.floor((pixels - 8) / 6.8);

/** Health bands with names, darkest for the worst: told apart by shade as well as by hue, and by the number on the tile. */
const bands = [
  { from: 9, id: 'h4', words: 'healthy, 9 to 10' },
  { from: 6.5, id: 'h3', words: '6.5 to 9' },
  { from: 4, id: 'h2', words: '4 to 6.5' },
  { from: 0, id: 'h1', words: 'alert, below 4' },
] as const;

const bandOf = (health: number | undefined): string =>
  health === undefined ? 'h0' : (bands.find(band => health >= band.from)?.id ?? 'h1');

/** Tiles by folder: size is effort, shade is health, and both are written on the tile where there is room. */
export function mapChart(chart: MapChart): string {
  const sized = chart.leaves.filter(leaf => leaf.size > 0).sort(bySize);
  if (sized.length === 0) return '';
  const leaves = [...sized.slice(0, DRAWN), ...restByFolder(sized.slice(DRAWN))];
  const root = treemap<Node>()
    .tile(treemapSquarify)
    .size([WIDTH, HEIGHT])
    .round(true)
    .paddingInner(2)
    .paddingTop(node => (node.depth === 1 ? 18 : 0))(
    hierarchy(grouped(leaves), node => node.children as Node[] | undefined).sum(node => node.leaf?.size ?? 0),
  );
  const tiles = root
    .descendants()
    .map(node => (node.depth === 1 ? folder(node) : node.data.leaf ? tile(node, node.data.leaf) : ''));
  const legend = bands
    .filter(band => leaves.some(leaf => bandOf(leaf.health) === band.id))
    .map(
      band =>
        `<li><svg aria-hidden="true" width="14" height="14"><rect width="14" height="14" class="${band.id}"/></svg> ${band.words}`,
    );
  return [
    picture(`${chart.title}; ${leaves.length} tiles, the figures follow as text`, HEIGHT, tiles.join('')),
    `<ul class="legend"><li>Health:${legend.join('')}</ul>`,
    asText(leaves.map(leaf => `<code>${escapeText(leaf.path)}</code>: ${escapeText(leaf.text)}`)),
  ].join('');
}

const bySize = (a: Leaf, b: Leaf): number => b.size - a.size || compareText(a.path, b.path);

/** One tile for the small files of each folder, and one for those of small folders. */
function restByFolder(small: readonly Leaf[]): Leaf[] {
  const folders = new Map<string, Leaf[]>();
  for (const leaf of small) {
    const name = folderOf(leaf.path);
    const list = folders.get(name);
    if (list === undefined) folders.set(name, [leaf]);
    else list.push(leaf);
  }
  const tiles = [...folders].map(([name, list]) => ({ list, tile: together(name, list) }));
  tiles.sort((a, b) => bySize(a.tile, b.tile));
  const others = tiles.slice(REST_FOLDERS).flatMap(({ list }) => list);
  return [
    ...tiles.slice(0, REST_FOLDERS).map(({ tile }) => tile),
    ...(others.length === 0 ? [] : [together('other folders', others)]),
  ];
}

function together(folder: string, list: readonly Leaf[]): Leaf {
  const [only] = list;
  if (list.length === 1 && only !== undefined) return only;
  const measured = list.filter(leaf => leaf.health !== undefined);
  const sum = (of: readonly Leaf[], value: (leaf: Leaf) => number) =>
    of.reduce((total, leaf) => total + value(leaf), 0);
  const weight = sum(measured, leaf => leaf.size);
  const health = weight > 0 ? sum(measured, leaf => leaf.size * leaf.health!) / weight : undefined;
  return {
    path: `${folder}/${list.length} smaller files`,
    size: sum(list, leaf => leaf.size),
    ...(health !== undefined && { health }),
    text: health === undefined ? 'not measured' : `health ${health.toFixed(1)} on average`,
  };
}

/** Leaves by the folder they lie in, the folders named as short as they stay clear. */
function grouped(leaves: readonly Leaf[]): Node {
  const folders = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const name = folderOf(leaf.path);
    const list = folders.get(name);
    if (list === undefined) folders.set(name, [leaf]);
    else list.push(leaf);
  }
  const size = (list: readonly Leaf[]): number => list.reduce((sum, leaf) => sum + leaf.size, 0);
  const children = [...folders]
    .sort(([a, x], [b, y]) => size(y) - size(x) || compareText(a, b))
    .map(([name, list]) => ({ name, children: list.map(leaf => ({ name: leaf.path, leaf })) }));
  return { name: '', children };
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

const box = (node: HierarchyRectangularNode<Node>, height: number): string =>
  `x="${percent(node.x0 / WIDTH)}" y="${px(node.y0)}" width="${percent((node.x1 - node.x0) / WIDTH)}" height="${px(height)}"`;

/** Pieces are pictures of their own, so that long names end at their edge. */
function folder(node: HierarchyRectangularNode<Node>): string {
  const room = columns(node.x1 - node.x0);
  if (room < 3) return '';
  return `<svg ${box(node, 18)}>${label(shortenPath(inert(node.data.name), room), '2', 13, 'start', 'folder')}</svg>`;
}

function tile(node: HierarchyRectangularNode<Node>, leaf: Leaf): string {
  const width = node.x1 - node.x0;
  const height = node.y1 - node.y0;
  const name = leaf.path.slice(leaf.path.lastIndexOf('/') + 1);
  const room = columns(width);
  const words =
    room >= 4 && height >= 18 ? label(shortenMiddle(inert(name), room), '4', 14, 'start', 'on') : '';
  const health =
    room >= 4 && height >= 34 && leaf.health !== undefined
      ? label(leaf.health.toFixed(1), '4', 29, 'start', 'on')
      : '';
  const band = bandOf(leaf.health);
  return `<svg ${box(node, height)} class="t${band}"><title>${escapeText(`${leaf.path}: ${leaf.text}`)}</title><rect width="100%" height="100%" class="${band}"/>${words}${health}</svg>`;
}
