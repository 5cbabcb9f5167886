import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { createCodedColumn } from '../../../core/coverage/coded-column.ts';
import type { NotSpotPremises } from '../../../core/coverage/find-not-spots.ts';
import { createGrowing } from '../../../core/coverage/growing-array.ts';
import type { NewPremisesEstimate } from '../../store/coverage/snapshot-store.ts';

/** The kinds of area that not-spots are counted by, and where a premises names its own. */
const areaKinds = ['lsoa', 'msoa', 'ward', 'lad'] as const;
const idFields = { lsoa: 'lsoaId', msoa: 'msoaId', ward: 'wardId', lad: 'ladId' } as const;

export interface NotSpotColumns {
  add(row: NewPremisesEstimate): void;
  /** All premises with the chances of one class. `codeOf` names an area by its id. */
  ofClass(speedClass: SpeedClass, codeOf: (areaId: number) => string): NotSpotPremises;
}

/**
 * Collects the premises of a snapshot in columns while it is written, so that not-spots can be looked for without reading
 * them again. What BDUK calls no premises is left out, as in every count.
 *
 * Memory: 68 bytes a premises, up to twice that while there is room to spare; 8 more for the class that is looked at.
 */
export function createNotSpotColumns(): NotSpotColumns {
  const uprns = createGrowing(Float64Array);
  const eastings = createGrowing(Float64Array);
  const northings = createGrowing(Float64Array);
  // As precise as they are stored.
  const chances = speedClasses.map(() => createGrowing(Float32Array));
  const postcodes = createCodedColumn<string>();
  const plans = createCodedColumn<string>();
  const areas = { lsoa: newIds(), msoa: newIds(), ward: newIds(), lad: newIds() };
  return {
    add(row) {
      if (row.isRecognised === false) return;
      uprns.push(row.uprn);
      eastings.push(row.easting);
      northings.push(row.northing);
      for (const [at, chance] of row.chances.entries()) chances[at]?.push(chance ?? NaN);
      postcodes.add(row.postcode);
      plans.add(row.planStatus);
      for (const kind of areaKinds) areas[kind].add(row[idFields[kind]]);
    },

    ofClass: (speedClass, codeOf) => ({
      uprns: uprns.values(),
      eastings: eastings.values(),
      northings: northings.values(),
      chances: Float64Array.from(chances[speedClasses.indexOf(speedClass)]?.values() ?? []),
      postcodes: postcodes.finish((code) => code),
      plans: plans.finish((plan) => plan),
      areas: Object.fromEntries(areaKinds.map((kind) => [kind, areas[kind].finish(codeOf)])),
    }),
  };
}

function newIds() {
  return createCodedColumn<number>();
}
