import { capitalised } from '../../../core/capitalised.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import { creditLine } from '../../../core/join-attributions.ts';
import type { Translate } from '../../../core/language/translator.ts';
import type { MapWords } from '../../../core/maps/draw-map.ts';
import type { Tenth } from '../../../core/maps/tenth-look.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { largerPlace, tenthOfRow, type MapPlace, type MapScene } from './map-scene.ts';

/** The words of every map, whatever it shows. */
export function commonWords(
  t: Translate,
  attribution: Attribution,
): Pick<MapWords, 'worst' | 'best' | 'noScore' | 'north' | 'length' | 'credit'> {
  return {
    worst: t('maps.worst'),
    best: t('maps.best'),
    noScore: t('maps.noScore'),
    north: t('maps.north'),
    length: (metres) =>
      metres >= 1000 ? t('maps.kilometres', { length: metres / 1000 }) : t('maps.metres', { length: metres }),
    credit: attribution.lines.length === 0 ? null : creditLine(attribution),
  };
}

export function kindWords(t: Translate, kind: AreaType): string {
  return t(`kinds.${kind}Many`);
}

export interface NamedPlace {
  readonly name: string;
  readonly tenth: Tenth;
}

/** An area among its neighbours. */
export function neighbourhoodWords(t: Translate, scene: MapScene, { name, tenth }: NamedPlace) {
  const kinds = kindWords(t, scene.kind);
  const larger = scene.largerName;
  return {
    title:
      larger === null ? t('maps.areaTitle', { name, kinds }) : t('maps.areaInTitle', { name, kinds, larger }),
    description: [
      t('maps.shading', { kinds }),
      t('maps.outlined', { name, tenth: typeof tenth === 'number' ? String(tenth) : 'none' }),
      ...(larger === null ? [] : [t('maps.larger', { larger })]),
      ...(scene.isOnlyLarger ? [t('maps.onlyLarger', { kinds, larger })] : []),
    ].join(' '),
    label: name,
  };
}

/** A larger area by its parts; all areas there are where no name is given. */
export function partsWords(t: Translate, scene: MapScene, name: string | null) {
  const kinds = kindWords(t, scene.kind);
  return {
    title: name === null ? t('maps.overviewTitle', { kinds }) : t('maps.membersTitle', { name, kinds }),
    description: [
      t('maps.shading', { kinds }),
      ...(name === null ? [] : [t('maps.outlinedWhole', { name })]),
    ].join(' '),
    label: null,
  };
}

/** What a card says beside its map. */
export function cardFacts(t: Translate, table: ScoreTable, place: MapPlace) {
  const { places, row } = place;
  const { name, score, rank, rankOf } = places.score(row);
  const larger = places.type === 'lad' ? null : largerPlace(table, place, 'lad');
  const kind = capitalised(t(`kinds.${places.type}One`));
  const largerName = larger === null ? undefined : larger.places.names[larger.row];
  const tenth = tenthOfRow(places, row);
  const kinds = kindWords(t, places.type);
  return {
    maker: t('layout.name'),
    name,
    place: largerName === undefined ? kind : t('maps.kindIn', { kind, larger: largerName }),
    facts:
      score === null || rank === null || typeof tenth !== 'number'
        ? [t('maps.cardNoScore')]
        : [t('maps.cardTenth', { tenth, total: rankOf, kinds }), t('maps.cardScore', { score })],
    tenth,
  };
}
