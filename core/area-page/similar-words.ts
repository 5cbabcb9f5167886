import type { KnownSimilar, SimilarAreas, SimilarFigure } from '../contract/area-page/similar.ts';
import { formatFigure } from '../format-figure.ts';
import type { MessageKey } from '../language/catalogue.ts';
import { indicatorTitle } from '../language/data-texts.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';
import { listInWords } from '../list-in-words.ts';
import { placeAndName } from './place-and-name.ts';

export interface SimilarWords {
  readonly sentences: readonly string[];
  readonly caption: string;
  readonly rows: readonly {
    readonly code: string;
    /** "Sale Moor (Trafford 013C)", "Longford, Trafford" */
    readonly name: string;
    readonly distance: number;
    readonly alike: readonly string[];
    readonly different: readonly string[];
  }[];
  readonly notes: readonly string[];
  /** Each figure that is compared, with its source. */
  readonly inputs: readonly string[];
}

const missingKeys = {
  'not-compared': 'around.similarNotCompared',
  'too-few-inputs': 'around.similarTooFewInputs',
  'no-others': 'around.similarNoOthers',
} as const satisfies Record<Extract<SimilarAreas, { status: 'missing' }>['reason'], MessageKey>;

/** Similar areas in words: which, and in which figures they are most alike and most different. */
export function similarWords(similar: SimilarAreas, t: Translate): SimilarWords {
  if (similar.status === 'missing') {
    const sentences = [t(missingKeys[similar.reason])];
    return { sentences, caption: '', rows: [], notes: [], inputs: [] };
  }
  const rows = similar.areas.map((area) => ({
    code: area.code,
    name: nameOf(area),
    distance: area.distance,
    alike: area.mostAlike.map((figure) => figureText(figure, t)),
    different: area.mostDifferent.map((figure) => figureText(figure, t)),
  }));
  const { inputs, candidates, among, missingInputs, areas } = similar;
  const titles = new Map(
    inputs.map(({ indicatorId, title }) => [indicatorId, indicatorTitle(t, indicatorId, title)]),
  );
  return {
    sentences: [
      t('around.similarLead', { inputs: inputs.length, candidates, name: rows[0]?.name ?? '' }),
      ...(among === 'nation' ? [t('around.similarNation')] : []),
    ],
    caption: t(areas.length === 5 ? 'around.similarCaption' : 'around.similarCaptionFewer'),
    rows,
    notes: [
      t('around.similarMeaning'),
      ...(missingInputs.length === 0
        ? []
        : [
            t('around.similarMissing', {
              figures: listInWords(
                missingInputs.map((id) => titles.get(id) ?? id),
                t.locale,
              ),
            }),
          ]),
    ],
    inputs: inputs.map(({ indicatorId, title, datasetTitle, publisher, period, licence }) =>
      t('around.similarInput', {
        title: titles.get(indicatorId) ?? title,
        ...{ dataset: datasetTitle, publisher, licence },
        period: formatPeriod(period, t.locale),
      }),
    ),
  };
}

function nameOf({ name, placeName, authority }: KnownSimilar['areas'][number]): string {
  const own = placeAndName({ name, placeName });
  return authority === null || own.includes(authority) ? own : `${own}, ${authority}`;
}

function figureText(figure: SimilarFigure, t: Translate): string {
  const text = (value: number): string => formatFigure(value, figure, t.locale);
  return t('around.similarFigure', {
    title: indicatorTitle(t, figure.indicatorId, figure.title),
    value: text(figure.value),
    ownValue: text(figure.ownValue),
  });
}
