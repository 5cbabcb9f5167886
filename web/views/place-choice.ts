import { element } from '../dom/element.ts';
import { basePlaces, isPlaceMatch, selectedCodes, selectionBase } from '../model/base-places.ts';
import type { BasePlace } from '../model/base-places.ts';
import type { ProfileBlock } from '../model/profile-block.ts';
import type { Scene } from '../model/scene.ts';
import { button, checkField } from './controls.ts';
import type { ViewContext } from './view-context.ts';
import { t } from '../language/words.ts';

export interface PlaceChoice {
  readonly element: HTMLDetailsElement;
  readonly render: (scene: Scene) => void;
}

interface PlaceBox {
  readonly place: BasePlace;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
}

function countWords(places: number): string {
  return t('explorer.places', { count: places });
}

/**
 * A list of places to compare within, to be ticked and then applied at once: each change of base is scored by the
 * service. The list is made when it is first opened, because a national one holds hundreds of boxes.
 */
export function createPlaceChoice({ store, announce }: ViewContext): PlaceChoice {
  const draft = new Set<string>();
  let boxes: readonly PlaceBox[] = [];
  let scene: Scene | null = null;
  let madeFor: { readonly block: ProfileBlock; readonly baseText: string } | null = null;

  const find = element('input', {
    class: 'govuk-input atlas-input',
    attributes: { id: 'places-find', type: 'search', autocomplete: 'off' },
  });
  const list = element('div', { class: 'govuk-checkboxes govuk-checkboxes--small atlas-places__list' });
  const status = element('p', {
    class: 'atlas-hint',
    attributes: { role: 'status', id: 'places-status' },
  });
  const error = element('p', {
    class: 'govuk-error-message',
    attributes: { id: 'places-error', role: 'alert', hidden: true },
  });
  const fieldset = element(
    'fieldset',
    { class: 'govuk-fieldset atlas-places__set', attributes: { 'aria-describedby': 'places-error' } },
    [element('legend', { class: 'atlas-label', text: t('explorer.placesToCompare') }), error, list],
  );

  const showError = (text: string): void => {
    error.hidden = text === '';
    error.textContent = text;
  };
  /** What is ticked stays in sight whatever is typed, so that nothing is applied unseen. */
  const showMatches = (): void => {
    const matches = boxes.filter(({ place }) => isPlaceMatch(place, find.value));
    for (const box of boxes) box.element.hidden = !matches.includes(box) && !box.input.checked;
    const matched =
      find.value.trim() === '' ? '' : t('explorer.found', { places: countWords(matches.length) });
    status.textContent = `${matched}${t('explorer.ticked', { places: countWords(draft.size) })}`;
  };
  const makeBox = (place: BasePlace): PlaceBox => {
    const field = checkField(`place-${place.code}`, `${place.name} (${place.kind})`, (isOn) => {
      if (isOn) draft.add(place.code);
      else draft.delete(place.code);
      showError('');
      showMatches();
    });
    field.input.checked = draft.has(place.code);
    return { place, ...field };
  };
  const make = (): void => {
    if (scene === null || !details.open) return;
    const { block, baseText } = scene;
    if (madeFor?.block === block && madeFor.baseText === baseText) return;
    madeFor = { block, baseText };
    const chosen = selectedCodes(baseText);
    draft.clear();
    for (const code of chosen) draft.add(code);
    boxes = basePlaces(block, chosen).map(makeBox);
    list.replaceChildren(...boxes.map((box) => box.element));
    showError('');
    showMatches();
  };
  const apply = (): void => {
    if (draft.size === 0) {
      showError(t('explorer.tickOne'));
      boxes.find((box) => !box.element.hidden)?.input.focus();
      return;
    }
    announce(t('explorer.comparingOnly', { places: countWords(draft.size) }));
    store.update({ base: selectionBase(draft) });
  };
  const clear = (): void => {
    draft.clear();
    // Whatever comes next, be it the step back to these places, ticks anew.
    madeFor = null;
    for (const { input } of boxes) input.checked = false;
    find.value = '';
    showError('');
    showMatches();
    if (scene !== null && selectedCodes(scene.baseText).length > 0) store.update({ base: null });
    announce(t('explorer.noneTicked'));
  };
  find.addEventListener('input', showMatches);

  const details = element('details', { class: 'atlas-places', attributes: { id: 'places' } }, [
    element('summary', { class: 'atlas-places__title', text: t('explorer.onlySome') }),
    element('div', { class: 'atlas-places__body' }, [
      element('div', { class: 'atlas-field' }, [
        element('label', {
          class: 'atlas-label',
          text: t('explorer.findAuthority'),
          attributes: { for: 'places-find' },
        }),
        find,
      ]),
      fieldset,
      status,
      element('div', { class: 'atlas-button-row' }, [
        button(t('explorer.onlyThese'), apply, { id: 'places-apply' }),
        button(t('explorer.clear'), clear, { id: 'places-clear', label: t('explorer.clearTicked') }),
      ]),
    ]),
  ]);
  details.addEventListener('toggle', make);
  return {
    element: details,
    render: (next) => {
      scene = next;
      make();
    },
  };
}
