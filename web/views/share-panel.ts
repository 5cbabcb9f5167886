import { frameCode, mapHeight } from '../../core/embed-code.ts';
import { element } from '../dom/element.ts';
import { button, section } from './controls.ts';
import type { ViewContext } from './view-context.ts';

export interface ShareActions {
  readonly downloadImage: () => void;
  readonly downloadTable: () => void;
  readonly downloadMetadata: () => void;
}

/** The address of the same map for a frame on another page. */
export function embedAddress(address: string): string {
  const url = new URL(address);
  url.pathname = '/embed';
  return url.toString();
}

/** Copy link, code to embed, image, table and print. */
export function createSharePanel({ announce }: ViewContext, actions: ShareActions): HTMLElement {
  const code = element('textarea', {
    class: 'govuk-textarea atlas-code',
    attributes: { id: 'embed-code', readonly: true, rows: 3, spellcheck: 'false' },
  });
  const copied = element('p', { class: 'atlas-hint', attributes: { 'aria-hidden': 'true' } });
  const tell = (text: string): void => {
    copied.textContent = text;
    announce(text);
  };
  const copyLink = button(
    'Copy link to this map',
    () => {
      navigator.clipboard.writeText(window.location.href).then(
        () => {
          tell('The link is copied.');
        },
        () => {
          tell('The browser did not allow copying: the link is in the address bar.');
        },
      );
    },
    { id: 'copy-link' },
  );
  const refreshCode = (): void => {
    code.value = frameCode({
      address: embedAddress(window.location.href),
      title: 'Digital Exclusion Atlas',
      width: '100%',
      height: mapHeight,
      kind: 'map',
    });
  };
  const panel = section(
    'Share, download, print',
    [
      element('div', { class: 'atlas-button-row' }, [
        copyLink,
        button('Map as image (PNG)', actions.downloadImage, { id: 'download-image' }),
        button('Table (CSV)', actions.downloadTable, { id: 'download-table' }),
        button('About the table (JSON)', actions.downloadMetadata, { id: 'download-metadata' }),
        button('Print', () => {
          window.print();
        }),
      ]),
      copied,
      element('div', { class: 'atlas-field' }, [
        element('label', {
          class: 'atlas-label',
          text: 'Code to embed this map',
          attributes: { for: 'embed-code' },
        }),
        code,
        element('p', { class: 'atlas-hint' }, [
          element('a', {
            text: 'How to embed the map or the card of an area',
            attributes: { href: '/embed/guide' },
          }),
        ]),
      ]),
    ],
    false,
  );
  panel.addEventListener('toggle', refreshCode);
  code.addEventListener('focus', refreshCode);
  return panel;
}
