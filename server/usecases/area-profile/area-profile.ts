import { nameIn } from '../../../core/area-page/name-in.ts';
import type { AreaPage, NamedArea, RankedArea } from '../../../core/contract/area-page.ts';
import type { AreaSummary, AreaType, Membership } from '../../../core/contract/area.ts';
import type { Around } from '../../../core/contract/area-page/around.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import { welshNameOfCode } from '../../../core/geography/welsh-names.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import { profileTitle } from '../../../core/language/data-texts.ts';
import type { Translate } from '../../../core/language/translator.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaReads } from '../../store/area-reads.ts';
import { createCodeChangeReads } from '../../store/code-change-reads.ts';
import { createCreditReads } from '../../store/credit-reads.ts';
import { explainArea } from '../explain-area.ts';
import type { Figures, FigureTable } from '../figures/figure-table.ts';
import { attributionOf } from '../list-scores.ts';
import { loadedExtent } from '../loaded-extent.ts';
import type { Scoring } from '../score-table.ts';
import type { AreaMaps, StaticMap } from '../maps/area-map.ts';
import { areaPopulation } from './area-population.ts';
import { readCoverageGap } from './coverage-gap.ts';
import { describeChange } from './area-change.ts';
import { createAround } from './around.ts';
import { groupFigures } from './figure-groups.ts';
import type { ProfileSubject } from './profile-subject.ts';
import { parentsOf, partsOf } from './ranked-areas.ts';
import { scoreCard } from './score-card.ts';
import { whySection } from './why-section.ts';
import { readYardsticks } from './yardsticks.ts';

export interface AreaProfileOptions {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly figures: Figures;
  readonly maps: AreaMaps;
  readonly dataVersion: () => Promise<string>;
}

export interface AreaProfileQuestion {
  readonly area: AreaSummary;
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  /** The language of titles and sentences. */
  readonly t: Translate;
}

/** Tells everything about one area: what its page says, section by section. */
export function createAreaProfiles(options: AreaProfileOptions) {
  const { database, scoring, figures, maps } = options;
  const around = createAround(options);
  const areas = createAreaReads(database);
  const changes = createCodeChangeReads(database);
  const credits = createCreditReads(database);

  /** The area among those that the profile compares; null where it is not. */
  async function findSubject({ area, t, ...question }: AreaProfileQuestion): Promise<ProfileSubject | null> {
    const own = await figuresOf({ ...question, type: area.type });
    const row = own?.places.rows.find((each) => own.places.codes[each] === area.code);
    if (own === null || row === undefined) return null;
    return { area, memberships: await areas.memberships(area), own, row, t };
  }

  /** Null where the profile has no areas of that kind. */
  async function figuresOf(question: Parameters<Figures['of']>[0]): Promise<FigureTable | null> {
    try {
      return await figures.of(question);
    } catch (error) {
      const isOfKind =
        error instanceof AppError && error.code === 'not-found' && error.details['field'] === 'type';
      if (isOfKind) return null;
      throw error;
    }
  }

  /** Maps are of a profile's own base only. */
  async function mapOf({ area, profileId, base, t }: AreaProfileQuestion): Promise<StaticMap | null> {
    if (base !== undefined) return null;
    return (await maps.ofArea({ area, variant: 'inline', locale: t.locale, profileId })).map;
  }

  async function withWelshNames(found: readonly RankedArea[]): Promise<(area: RankedArea) => RankedArea> {
    const names = await areas.welshNames(found.map(({ code }) => code));
    return (area) => ({
      ...area,
      nameWelsh: names.get(`${area.type} ${area.code}`) ?? welshNameOfCode(area.code),
    });
  }

  async function describe(subject: ProfileSubject, question: AreaProfileQuestion): Promise<AreaPage> {
    const { area, own, t } = subject;
    const { table } = own;
    const found = { parents: parentsOf(subject), parts: partsOf(subject) };
    const named = await withWelshNames([...found.parents, ...(found.parts?.areas ?? [])]);
    const parents = found.parents.map(named);
    const { profileId, base } = question;
    const [explanation, yardsticks, change, surroundings, coverageGap, map] = await Promise.all([
      explainArea({ database, t }, table, subject),
      readYardsticks(figures, { profileId, base, parents }, subject),
      describeChange(areas, changes, area),
      around.of({ place: subject, profileId, base }),
      readCoverageGap(database, own.places.ids[subject.row] ?? null),
      mapOf(question),
    ]);
    const yardstick = (type: AreaType): NamedArea | null =>
      namedOnly(parents.find((each) => each.type === type));
    const { summary, card } = scoreCard(subject, explanation, nameIn(t.locale, area));
    const { profile } = table.inputs;
    const population = areaPopulation(subject);
    return {
      area: { ...area, population: population.status === 'known' ? population.count : null },
      population,
      isPartOnly: loadedExtent(table, own.places, subject.row) === 'part',
      summary,
      profile: { id: profile.id, title: profileTitle(t, profile.id, profile.title) },
      base: table.base,
      breadcrumbs: breadcrumbsOf(parents),
      change,
      authority: yardsticks.authority === null ? null : yardstick('lad'),
      nation: yardsticks.nation === null ? null : yardstick('nation'),
      scoreCard: card,
      why: whySection(subject, explanation, yardsticks),
      ...groupFigures(subject, yardsticks),
      around: surroundings,
      coverageGap: coverageGap?.gap ?? null,
      parents,
      parts: found.parts === null ? null : { ...found.parts, areas: found.parts.areas.map(named) },
      map: map === null ? null : { svg: map.svg, title: map.title, description: map.description },
      attribution: joinAttributions([
        attributionOf(table),
        creditOfFigures(own),
        creditOfAround(surroundings),
        ...(coverageGap === null ? [] : [coverageGap.attribution]),
        ...(map === null ? [] : [map.attribution]),
      ]),
    };
  }

  /** What can be said of an area that the profile does not compare: what it is, where it lies, what took its place. */
  async function describeUncompared({ area, profileId, base, t }: AreaProfileQuestion): Promise<AreaPage> {
    const profile = await scoring.profile(profileId);
    const [memberships, change, attribution] = await Promise.all([
      areas.memberships(area),
      describeChange(areas, changes, area),
      credits.areas(area),
    ]);
    const title = profileTitle(t, profile.id, profile.title);
    return {
      area,
      population: { status: 'missing', reason: 'not-compared' },
      isPartOnly: false,
      summary: t('sentences.standingNotCompared', { name: nameIn(t.locale, area), profile: title }),
      profile: { id: profile.id, title },
      base: base ?? profile.base,
      breadcrumbs: breadcrumbsOf(memberships.map(toNamed)),
      change,
      ...{ authority: null, nation: null, scoreCard: null, why: null, people: [], otherFigures: [] },
      ...{ around: null, coverageGap: null, parents: [], parts: null, map: null, attribution },
    };
  }

  return {
    /**
     * Everything that the page of an area says.
     *
     * @throws AppError not-found (profile, base), not-computable (no data), source-unavailable with how far it is while
     *   figures are being read.
     */
    async of(question: AreaProfileQuestion): Promise<AreaPage> {
      const subject = await findSubject(question);
      return subject === null ? describeUncompared(question) : describe(subject, question);
    },

    /**
     * An area that is not loaded itself but known all the same: a larger one that loaded areas lie in, or one whose code is
     * no longer in use. Null where nothing is known of the code.
     */
    async known(code: string, type: AreaType | undefined, profileId: string): Promise<AreaSummary | null> {
      const { table } = await figures.of({ profileId });
      const parent = table.inputs.parents.find(
        (each) => (type === undefined || each.type === type) && each.codes.includes(code),
      );
      if (parent !== undefined) {
        const name = parent.names[parent.codes.indexOf(code)] ?? code;
        return bareArea(
          { code, name, type: parent.type, vintage: parent.vintage },
          table.inputs.areas.isMadeUp,
        );
      }
      const set = await changes.lastSetOf(code);
      if (set === null || (type !== undefined && set.type !== type)) return null;
      return bareArea({ code, name: code, ...set }, false);
    },
  };
}

export type AreaProfiles = ReturnType<typeof createAreaProfiles>;

function bareArea(
  named: Pick<AreaSummary, 'code' | 'name' | 'type' | 'vintage'>,
  madeUp: boolean,
): AreaSummary {
  return {
    ...named,
    nameWelsh: welshNameOfCode(named.code),
    ...{ placeName: null, centroid: null, bounds: null, population: null, madeUp },
  };
}

function namedOnly(area: NamedArea | undefined): NamedArea | null {
  if (area === undefined) return null;
  const { code, name, nameWelsh, type, vintage } = area;
  return { code, name, nameWelsh, type, vintage };
}

function toNamed({ code, name, type, vintage }: Membership): NamedArea {
  return { code, name, nameWelsh: welshNameOfCode(code), type, vintage };
}

/** The larger areas from the largest to the smallest, one of each kind; a ward rather than a middle layer area. */
function breadcrumbsOf(larger: readonly NamedArea[]): NamedArea[] {
  const types: readonly AreaType[] = [
    'nation',
    'region',
    'lad',
    larger.some(({ type }) => type === 'ward') ? 'ward' : 'msoa',
  ];
  return types.flatMap((type) => namedOnly(larger.find((area) => area.type === type)) ?? []);
}

/** The credit of every figure that is shown. */
function creditOfFigures({ columns }: FigureTable): Attribution {
  const series = [...columns.values()].map((placed) => placed.series);
  return {
    lines: [...new Set(series.map(({ attribution }) => attribution))],
    madeUp: series.some(({ madeUp }) => madeUp),
  };
}

/** The credit of what the sections around it show. */
function creditOfAround({ connectivity, support, neighbours, similar, trend }: Around): Attribution {
  const sources = [
    ...(connectivity.status === 'known' ? connectivity.sources : []),
    ...(support.status === 'known' ? support.sources : []),
    ...(trend.status === 'known' ? trend.lines.flatMap((line) => line.sources) : []),
  ];
  return joinAttributions([
    { lines: sources.map(({ attribution }) => attribution), madeUp: sources.some(({ madeUp }) => madeUp) },
    ...(neighbours.status === 'known' ? [neighbours.attribution] : []),
    ...(similar.status === 'known' ? [similar.attribution] : []),
  ]);
}
