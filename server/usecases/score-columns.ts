import { createHash } from 'node:crypto';
import { formatBase } from '../../core/contract/base-text.ts';
import type { ColumnsHeader } from '../../core/contract/columns.ts';
import { encodeColumns, missingUint16, type NamedColumn } from '../../core/columns.ts';
import { columnOf } from '../../core/index/indicator-matrix.ts';
import { currentData } from '../../core/index/preparation.ts';
import { attributionOf } from './list-scores.ts';
import { oncePer } from './once-per.ts';
import type { ScoreTable } from './make-score-table.ts';
import { observedInputs } from './scored-places.ts';

export interface ScoreColumns {
  /** Changes exactly when the bytes do: profile, data, base and credit lines. Without quotes. */
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Names the columns of a table without making them. */
function columnsEtag(table: ScoreTable): string {
  const { inputs, base } = table;
  return createHash('sha256')
    .update(`columns-2\n${inputs.profileHash}\n${inputs.dataHash}\n${formatBase(base)}`)
    .update(`\n${JSON.stringify(attributionOf(table))}`)
    .digest('base64url');
}

const bytesOf = oncePer((table: ScoreTable) => encodeColumns(headerOf(table), columnsOf(table)));

/**
 * All areas of a profile as binary columns: raw indicator values to score from in the browser, the scores themselves,
 * and where each area belongs. Made once per table and kept as long as it is.
 */
export function scoreColumns(table: ScoreTable): ScoreColumns {
  return { etag: columnsEtag(table), bytes: bytesOf(table) };
}

function headerOf(table: ScoreTable): Omit<ColumnsHeader, 'columns'> {
  const { inputs, base } = table;
  return {
    profileId: inputs.profile.id,
    profileHash: inputs.profileHash,
    dataHash: inputs.dataHash,
    base,
    areas: inputs.profile.areas,
    codes: inputs.areas.codes.join('\n'),
    names: inputs.areas.names.join('\n'),
    parents: inputs.parents.map(({ type, vintage, codes, names }) => ({
      type,
      vintage,
      codes: [...codes],
      names: [...names],
    })),
    indicators: inputs.compiled.leaves.flatMap((leaf) => {
      const series = inputs.series[leaf.slot];
      if (series === undefined) return [];
      const { title, phrase, unit, decimals, period, datasetTitle, publisher } = series;
      return {
        id: leaf.indicatorId,
        direction: leaf.sign === 1 ? ('higher-is-riskier' as const) : ('lower-is-riskier' as const),
        substitution: leaf.substitution,
        ...{ title, phrase, unit, decimals, period, datasetTitle, publisher },
      };
    }),
    prepared: hasPreparation(table)
      ? { weights: [...table.scorer.weights], isNormalised: table.preparation.isNormalised }
      : null,
    attribution: attributionOf(table),
    rowCount: inputs.areas.codes.length,
  };
}

/** Whether the browser has to be told what the recipe and the weighting of the profile made. */
function hasPreparation({ inputs }: ScoreTable): boolean {
  const { recipe, nodes } = inputs.compiled;
  return recipe.length > 0 || nodes.some(({ weighting }) => weighting.method !== 'given');
}

/** What the recipe changed; columns that it left as they are stand among the indicators already. */
function preparedColumns({ inputs, compared, preparation }: ScoreTable): readonly NamedColumn[] {
  const { matrix } = currentData(preparation);
  const changed = inputs.compiled.leaves.flatMap(({ slot, indicatorId }) => {
    const values = columnOf(matrix, slot);
    const published = columnOf(inputs.matrix, slot);
    const isSame = values.every((value, row) => Object.is(value, published[row]));
    return isSame ? [] : [{ name: `prepared:${indicatorId}`, values }];
  });
  const out = Uint8Array.from(compared.ids, (group, row) =>
    group >= 0 && (preparation.groups.ids[row] ?? -1) < 0 ? 1 : 0,
  );
  return out.includes(1) ? [...changed, { name: 'screened-out', values: out }] : changed;
}

function columnsOf(table: ScoreTable): readonly NamedColumn[] {
  const { inputs, scored } = table;
  const parentColumns = inputs.parents.map(({ type, parentOf }) => ({
    name: `parent:${type}`,
    values: Uint16Array.from(parentOf, (position) => (position < 0 ? missingUint16 : position)),
  }));
  // Exact doubles: the browser's scores must be the server's to the last bit.
  const indicatorColumns = inputs.compiled.leaves.map((leaf) => ({
    name: `indicator:${leaf.indicatorId}`,
    values: columnOf(inputs.matrix, leaf.slot),
  }));
  return [
    { name: 'score', values: scored.score },
    { name: 'rank', values: scored.rank },
    { name: 'decile', values: scored.decile },
    { name: 'inputs-present', values: observedInputs(table) },
    { name: 'population', values: inputs.population },
    { name: 'longitude', values: Float32Array.from(inputs.areas.longitude) },
    { name: 'latitude', values: Float32Array.from(inputs.areas.latitude) },
    ...parentColumns,
    ...indicatorColumns,
    ...preparedColumns(table),
  ];
}
