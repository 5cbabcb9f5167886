import type { IndicatorSummary } from '../../core/contract/indicator.ts';
import { chanceTitle } from '../model/chance-measure.ts';
import { clusterTitle } from '../model/cluster-measure.ts';
import type { Scene } from '../model/scene.ts';
import type { Choice } from './controls.ts';
import { language, t } from '../language/words.ts';

/** A theme of the catalogue, as a reader would call it. */
function themeWords(theme: string): string {
  const key = `explorer.theme-${theme}`;
  return language().has(key) ? t(key) : theme;
}

/** Has it values for the areas that are shown, or for those that they are made of (but ranks do not add up)? */
function isAtHand({ series, unit }: IndicatorSummary, { block, table }: Scene): boolean {
  const { areas } = block.header;
  const parent = block.parents.get(table.type);
  const isPlace = unit === 'rank' || unit === 'decile';
  return series.some(({ type, vintage }) => {
    if (type === table.type && vintage === (parent?.vintage ?? areas.vintage)) return true;
    return type === areas.type && vintage === areas.vintage && !isPlace;
  });
}

/** What the map can be coloured by: the score, its components, its indicators, and every other indicator that is loaded. */
export function measureChoices(scene: Scene, indicators: readonly IndicatorSummary[]): Choice[] {
  const components = scene.rescorer.compiled.nodes.slice(0, -1).map(({ id, title }): Choice => ({
    value: `component:${id}`,
    label: title,
    group: t('explorer.componentsOfScore'),
  }));
  const own = scene.block.header.indicators.map(({ id, title }): Choice => ({
    value: `indicator:${id}`,
    label: title,
    group: t('explorer.indicatorsOfIndex'),
  }));
  const others = indicators
    .filter((one) => !scene.block.indicators.has(one.id) && isAtHand(one, scene))
    .map(({ id, title, theme }): Choice => ({
      value: `indicator:${id}`,
      label: title,
      group: t('explorer.otherFiguresOf', { theme: themeWords(theme) }),
    }));
  const clusters: Choice = { value: 'clusters', label: clusterTitle(), group: t('explorer.score') };
  const isChanceMissing = scene.intervalsMissing !== '';
  const choices: Choice[] = [
    { value: 'score', label: t('explorer.overall'), group: t('explorer.score') },
    {
      value: 'worst-tenth',
      label: isChanceMissing ? t('explorer.notWorkedOut', { measure: chanceTitle() }) : chanceTitle(),
      group: t('explorer.score'),
      isDisabled: isChanceMissing,
    },
    // Found among the areas of the index itself, and not among larger ones.
    ...(scene.table.type === 'lsoa' ? [clusters] : []),
    ...components,
    ...own,
  ];
  // A link can name an indicator before the list of all has come.
  const isListed = [...choices, ...others].some(({ value }) => value === scene.measure.key);
  const shown: Choice = {
    value: scene.measure.key,
    label: scene.measure.title,
    group: t('explorer.otherFigures'),
  };
  return [...choices, ...others, ...(isListed ? [] : [shown])];
}
