import { beforeAll, describe, expect, test } from 'vitest';
import type { ProfileNode } from '../../core/contract/profile.ts';
import { convertValues } from '../../core/geography/convert-vintage.ts';
import { agreementOf, restrict, type Comparison } from '../../core/index/agreement-report.ts';
import { leaveOneGroupOut } from '../../core/index/choose-weights.ts';
import { groupsByKey, oneGroup } from '../../core/index/comparison-groups.ts';
import { compileProfile } from '../../core/index/compile-profile.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { scoreIndex, type ScoredIndex } from '../../core/index/score-index.ts';
import { loadCatalogue, type Catalogue } from '../../server/usecases/catalogue.ts';
import {
  digitalPropensity,
  nationalAreas,
  nationalIndicators,
  type NationalAreas,
} from '../support/national-data.ts';
import { cellNumber, readCsv } from '../support/read-csv.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';

function inputsOf(nodes: readonly ProfileNode[]): string[] {
  return nodes.flatMap((node) => ('indicator' in node ? [node.indicator] : inputsOf(node.children)));
}

describeWithShared('profiles against the ONS Digital Propensity Index, England', () => {
  let areas: NationalAreas;
  let catalogue: Catalogue;
  let risk: Float64Array;
  let indicators: ReadonlyMap<string, Float64Array>;

  beforeAll(async () => {
    areas = await nationalAreas();
    catalogue = await loadCatalogue(repositoryPath('data'));
    const converted = convertValues(await digitalPropensity(), areas.conversion, { kind: 'score' });
    const byCode = new Map(converted.values.map(({ code, value }) => [code, value]));
    const inputs = new Set(catalogue.profiles.flatMap((profile) => inputsOf(profile.components)));
    indicators = await nationalIndicators(
      catalogue.indicators.filter(({ id }) => inputs.has(id)),
      areas.codes,
    );
    // A high propensity to answer online is a low risk.
    risk = Float64Array.from(areas.codes, (code) => -(byCode.get(code) ?? NaN));
  }, 180_000);

  function score(profileId: string): ScoredIndex {
    const profile = catalogue.profiles.find(({ id }) => id === profileId);
    if (profile === undefined) throw new Error(`no profile ${profileId}`);
    const directions = new Map(catalogue.indicators.map(({ id, direction }) => [id, direction]));
    const compiled = compileProfile(profile, (id) => directions.get(id) ?? null);
    const missing = new Float64Array(areas.codes.length).fill(NaN);
    const matrix = matrixOf(
      areas.codes.length,
      compiled.leaves.map(({ indicatorId }) => indicators.get(indicatorId) ?? missing),
    );
    const groups =
      profile.base.kind === 'within'
        ? groupsByKey(areas.codes.map((code) => code.slice(0, 1)))
        : oneGroup(areas.codes.length);
    return scoreIndex(compiled, matrix, groups);
  }

  function england(scores: Float64Array): Comparison {
    const authorities = groupsByKey(areas.lad);
    return restrict(
      { score: scores, risk, authorities },
      (row) => areas.codes[row]?.startsWith('E') === true,
    );
  }

  describe('atlas', () => {
    let scored: ScoredIndex;
    beforeAll(() => {
      scored = score('atlas');
    });

    test('scores all 33,755 areas of England, and no Welsh one on half its inputs', () => {
      const present = (letter: string) =>
        areas.codes.filter((code, row) => code.startsWith(letter) && !Number.isNaN(scored.score[row])).length;
      expect(present('E')).toBe(33_755);
      expect(present('W')).toBe(0);
    });

    test('Spearman at least 0.77, worst tenth at least 52 %, within authorities at least 0.68', () => {
      const agreement = agreementOf(england(scored.score));
      expect(agreement.areaCount).toBe(33_755);
      expect(agreement.spearman).toBeGreaterThanOrEqual(0.77);
      expect(agreement.worstTenthOverlap).toBeGreaterThanOrEqual(0.52);
      expect(agreement.medianWithinAuthority).toBeGreaterThanOrEqual(0.68);
      // The figures that docs/methods/atlas-profile.md states.
      expect(agreement.spearman).toBeCloseTo(0.791, 3);
      expect(agreement.worstTenthOverlap).toBeCloseTo(0.533, 2);
      expect(agreement.medianWithinAuthority).toBeCloseTo(0.7, 2);
    });

    test('the same out of sample: weights chosen on eight regions, tested on the ninth', () => {
      const components = scored.aggregated.slice(0, -1);
      const regions = groupsByKey(areas.region);
      const { folds, pooled } = leaveOneGroupOut(
        { components, risk, rule: { step: 10, minimum: 10 } },
        regions,
        groupsByKey(areas.lad),
      );
      expect(folds.map(({ weights }) => weights)).toEqual(Array.from({ length: 9 }, () => [10, 60, 30]));
      expect(pooled.areaCount).toBe(33_755);
      expect(pooled.spearman).toBeGreaterThanOrEqual(0.77);
      expect(pooled.worstTenthOverlap).toBeGreaterThanOrEqual(0.52);
      expect(pooled.medianWithinAuthority).toBeGreaterThanOrEqual(0.68);
      // London, where the young are many and age tells least, is the hardest: docs/methods/atlas-profile.md.
      const bySpearman = folds.toSorted((a, b) => a.agreement.spearman - b.agreement.spearman);
      const hardest = bySpearman[0];
      expect(areas.region.find((_, row) => regions.ids[row] === hardest?.group)).toBe('E12000007');
      expect(hardest?.agreement.spearman).toBeCloseTo(0.584, 3);
      expect(bySpearman[1]?.agreement.spearman).toBeCloseTo(0.696, 3);
    });
  });

  test('deri-1.6 with its stand-ins scores every area of England and falls short of atlas', () => {
    const agreement = agreementOf(england(score('deri-1.6').score));
    expect(agreement.areaCount).toBe(33_755);
    expect(agreement.spearman).toBeCloseTo(0.605, 2);
    expect(agreement.worstTenthOverlap).toBeCloseTo(0.391, 2);
    expect(agreement.medianWithinAuthority).toBeCloseTo(0.538, 2);
  });

  // Origin: the project's methods reference, b.1.8: DERI v1.6 as published, on LSOA 2011, 0.618, 29.5 % and 0.549.
  test('the published DERI v1.6 has the agreement that others measured for it', async () => {
    const rows = await readCsv(sharedPath('data/national/deri/deri_v1.6_england_lsoa11.csv'));
    const lookup = await readCsv(sharedPath('data/national/lookups/lsoa11_to_lsoa21_exact.csv'));
    const ladOf = new Map(lookup.map((row) => [row['LSOA11CD'] ?? '', row['LAD22CD'] ?? '']));
    const propensity = new Map((await digitalPropensity()).map(({ code, value }) => [code, value]));
    const codes = rows.map((row) => row['lsoa11_code'] ?? '');
    const agreement = agreementOf({
      score: Float64Array.from(rows, (row) => cellNumber(row, 'deri_score_national') ?? NaN),
      risk: Float64Array.from(codes, (code) => -(propensity.get(code) ?? NaN)),
      authorities: groupsByKey(codes.map((code) => ladOf.get(code) ?? null)),
    });
    expect(agreement.areaCount).toBe(32_844);
    expect(agreement.spearman).toBeCloseTo(0.618, 3);
    expect(agreement.worstTenthOverlap).toBeCloseTo(0.295, 2);
    expect(agreement.medianWithinAuthority).toBeCloseTo(0.549, 2);
  });
});
