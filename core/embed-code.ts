import { escapeXml } from './maps/svg-text.ts';

/** What can be shown on somebody else's page. */
export interface Framed {
  /** Whole where the address of the service is known, else a path. */
  readonly address: string;
  readonly title: string;
  readonly width: number | '100%';
  readonly height: number;
  readonly kind: 'card' | 'map';
}

/**
 * What a frame may do on the page of another. The card needs scripts to tell its height and new tabs for its link; it is
 * given no origin, so that it is a stranger to every site, its own included. The map needs its origin, because a worker
 * can only be started from one's own; with the Atlas at an address of its own that opens nothing of the page around it.
 */
const sandboxes: Readonly<Record<Framed['kind'], string>> = {
  card: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
  map: 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads',
};

export function sandboxOf(kind: Framed['kind']): string {
  return sandboxes[kind];
}

/** The HTML that shows a card or the map on another page. */
export function frameCode({ address, title, width, height, kind }: Framed): string {
  return (
    `<iframe src="${escapeXml(address)}" title="${escapeXml(title)}" width="${width}" height="${height}" ` +
    `loading="lazy" sandbox="${sandboxes[kind]}"></iframe>`
  );
}

/** The HTML of the script that gives frames the height they ask for. */
export function scriptCode(publicUrl: string): string {
  return `<script src="${escapeXml(publicUrl)}/embed.js" async></script>`;
}

/** Pixels: what a card is high where its own message is not heard. */
export const cardHeight = 860;
export const mapHeight = 600;
/** The width that a card is made for; it reads from 280 pixels up. */
export const cardWidth = 420;
