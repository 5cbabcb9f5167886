import { frameCode, mapHeight } from '../../core/embed-code.ts';
import { addressIn } from '../../core/language/locale.ts';
import { element } from '../dom/element.ts';
import { button, section } from './controls.ts';
import type { ViewContext } from './view-context.ts';
import { language, t } from '../language/words.ts';

export interface ShareActions {
  readonly downloadImage: () => void;
  readonly downloadTable: () => void;
  readonly downloadMetadata: () => void;
}

/** The address of the same map for a frame on another page. */
export function embedAddress(address: string): string {
  const url = new URL(address);
  url.pathname = addressIn(language().locale, '/embed');
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
    t('explorer.copyLink'),
    () => {
      navigator.clipboard.writeText(window.location.href).then(
        () => {
          tell(t('explorer.copied'));
        },
        () => {
          tell(t('explorer.notCopied'));
        },
      );
    },
    { id: 'copy-link' },
  );
  const refreshCode = (): void => {
    code.value = frameCode({
      address: embedAddress(window.location.href),
      title: t('explorer.atlas'),
      width: '100%',
      height: mapHeight,
      kind: 'map',
    });
  };
  const panel = section(
    t('explorer.share'),
    [
      element('div', { class: 'atlas-button-row' }, [
        copyLink,
        button(t('explorer.image'), actions.downloadImage, { id: 'download-image' }),
        button(t('explorer.tableCsv'), actions.downloadTable, { id: 'download-table' }),
        button(t('explorer.aboutTable'), actions.downloadMetadata, { id: 'download-metadata' }),
        button(t('explorer.print'), () => {
          window.print();
        }),
      ]),
      copied,
      element('div', { class: 'atlas-field' }, [
        element('label', {
          class: 'atlas-label',
          text: t('explorer.embedCode'),
          attributes: { for: 'embed-code' },
        }),
        code,
        element('p', { class: 'atlas-hint' }, [
          element('a', {
            class: 'atlas-hint__link',
            text: t('explorer.embedGuide'),
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
