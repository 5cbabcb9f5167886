import { planStatuses, servedStatuses, speedClasses } from '../../core/contract/coverage/speed-class.ts';
import { technologyChoices } from '../../core/contract/coverage/technology.ts';
import { formatPeriod } from '../../core/language/format-period.ts';
import { element, setText } from '../dom/element.ts';
import { language, t } from '../language/words.ts';
import { button, checkField, segmentField, selectField, type CheckField } from '../views/controls.ts';
import { classChoices } from './coverage-legend.ts';
import { isFiltered, mapModes, noFilter, type CoverageState } from './coverage-state.ts';

interface ControlOptions {
  readonly get: () => CoverageState;
  readonly update: (patch: Partial<CoverageState>) => void;
  readonly periods: readonly string[];
  readonly period: string;
  /** Another period is another page. */
  readonly onPeriod: (period: string) => void;
}

/** Boxes of which any number may be ticked; none is all. */
function checkGroup<Word extends string>(
  name: string,
  legend: string,
  {
    words,
    label,
    onChange,
  }: {
    readonly words: readonly Word[];
    readonly label: (word: Word) => string;
    readonly onChange: (chosen: Word[]) => void;
  },
) {
  const fields = words.map((word): readonly [Word, CheckField] => [
    word,
    checkField(`${name}-${word}`, label(word), () => {
      onChange(fields.filter(([, { input }]) => input.checked).map(([each]) => each));
    }),
  ]);
  const summary = element('summary', { text: legend });
  return {
    element: element('details', { class: 'atlas-coverage__filter' }, [
      summary,
      element('fieldset', { class: 'govuk-fieldset' }, [
        element('legend', { class: 'govuk-visually-hidden', text: legend }),
        element(
          'div',
          { class: 'govuk-checkboxes govuk-checkboxes--small' },
          fields.map(([, field]) => field.element),
        ),
      ]),
    ]),
    set(chosen: readonly Word[]): void {
      for (const [word, { input }] of fields) input.checked = chosen.includes(word);
      // What is set is read while the boxes are hidden: a link may have set it.
      const set = words.filter((word) => chosen.includes(word)).map(label);
      setText(summary, set.length === 0 ? legend : `${legend}: ${set.join(', ')}`);
    },
  };
}

/** What the reader can change of the map, and the state of it. */
export function createCoverageControls({ get, update, periods, period, onPeriod }: ControlOptions) {
  const speed = selectField('coverage-class', t('coverageMap.speed'), (value) => {
    const chosen = speedClasses.find((each) => each === value);
    // A not-spot is of one speed.
    if (chosen !== undefined) update({ class: chosen, spot: null });
  });
  const mode = segmentField('coverage-mode', t('coverageMap.mode'), {
    choices: mapModes.map((value) => ({ value, label: t(`coverageMap.mode-${value}`) })),
    onChange: (value) => {
      const chosen = mapModes.find((each) => each === value);
      if (chosen !== undefined) update({ mode: chosen });
    },
  });
  const statuses = checkGroup('coverage-status', t('coverageMap.statuses'), {
    words: servedStatuses,
    label: (word) => t(`coverageMap.status-${word}`),
    onChange: (status) => {
      update({ status });
    },
  });
  const plans = checkGroup('coverage-plan', t('coverageMap.plans'), {
    words: planStatuses,
    label: (word) => t(`coverageMap.plan-${word}`),
    onChange: (plan) => {
      update({ plan });
    },
  });
  const reached = checkGroup('coverage-technology', t('coverageMap.technologies'), {
    words: technologyChoices,
    label: (word) => t(`coverageMap.technology-${word}`),
    onChange: (technology) => {
      update({ technology });
    },
  });
  const disagree = checkField('coverage-disagree', t('coverageMap.onlyDisagree'), (isOn) => {
    update({ disagree: isOn });
  });
  const clear = button(
    t('coverageMap.clearFilters'),
    () => {
      update(noFilter);
    },
    { class: 'govuk-button govuk-button--secondary atlas-coverage__clear', id: 'coverage-clear' },
  );
  const releases = selectField('coverage-period', t('coverageMap.period'), onPeriod);
  return {
    element: element('section', { class: 'atlas-coverage__controls' }, [
      element('h2', { class: 'govuk-heading-s', text: t('coverageMap.controls') }),
      speed.element,
      ...(periods.length > 1 ? [releases.element] : []),
      element('p', {
        class: 'atlas-label',
        text: t('coverageMap.mode'),
        attributes: { 'aria-hidden': 'true' },
      }),
      mode.element,
      statuses.element,
      plans.element,
      reached.element,
      element('div', { class: 'govuk-checkboxes govuk-checkboxes--small' }, [disagree.element]),
      element('p', { class: 'govuk-body-s', text: t('coverageMap.filterNote') }),
      clear,
    ]),
    render(): void {
      const state = get();
      speed.set(classChoices(), state.class);
      mode.set(state.mode);
      statuses.set(state.status);
      plans.set(state.plan);
      reached.set(state.technology);
      disagree.input.checked = state.disagree;
      clear.hidden = !isFiltered(state);
      releases.set(
        periods.map((value) => ({ value, label: formatPeriod(value, language().locale) })),
        period,
      );
    },
  };
}
