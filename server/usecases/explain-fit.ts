import type { AreaSet } from '../../core/contract/area.ts';
import type { BestFit } from '../../core/contract/best-fit.ts';
import type { Translate } from '../../core/language/translator.ts';
import { bestFitQuality, poorFit } from '../../core/summaries/best-fit-quality.ts';
import { bestFitSentence } from '../../core/summaries/best-fit-sentence.ts';
import type { Queryable } from '../database/database.ts';
import { createBestFitReads, type BestFitQuestion, type HomeCounts } from '../store/best-fit-reads.ts';
import { oncePer } from './once-per.ts';
import type { ScoringInputs } from './load-scoring-inputs.ts';

/**
 * How well the areas that a larger one is made of fill it, or why that is not known: measured at addresses where they are
 * loaded, else at live postcodes. Counted once for each larger area and version of the data.
 *
 * @param rows the profile's areas that make it up, as rows of the inputs.
 * @param t the language of the sentence.
 */
export async function explainFit(
  { database, t }: { readonly database: Queryable; readonly t: Translate },
  inputs: ScoringInputs,
  parent: BestFitQuestion['parent'],
  rows: readonly number[],
): Promise<BestFit> {
  const fit = await fitOf(database, inputs, parent, rows);
  if (fit.status === 'missing') return fit;
  return { ...fit, sentence: bestFitSentence({ ...fit, type: parent.type }, t) };
}

/** A fit without its words, which are of a language. */
type MeasuredFit =
  Extract<BestFit, { status: 'missing' }> | Omit<Extract<BestFit, { status: 'known' }>, 'sentence'>;

async function fitOf(
  database: Queryable,
  inputs: ScoringInputs,
  parent: BestFitQuestion['parent'],
  rows: readonly number[],
): Promise<MeasuredFit> {
  const known = fitsOf(inputs);
  const key = `${parent.type} ${parent.code}`;
  const asked = known.get(key);
  if (asked !== undefined) return asked;
  const measuring = measureFit(database, {
    parent,
    members: { areas: areasOf(inputs), codes: rows.map((row) => inputs.areas.codes[row] ?? '') },
  });
  known.set(key, measuring);
  // What failed must be tried again, not remembered.
  measuring.catch(() => known.delete(key));
  return measuring;
}

const fitsOf = oncePer<ScoringInputs, Map<string, Promise<MeasuredFit>>>(() => new Map());

function areasOf({ profile }: ScoringInputs): AreaSet {
  return { type: profile.areas.type, vintage: profile.areas.vintage };
}

/** How well small areas fill a larger one, without words; not kept. */
export async function measureFit(database: Queryable, question: BestFitQuestion): Promise<MeasuredFit> {
  const reads = createBestFitReads(database);
  if (await reads.isExact(question)) return { status: 'missing', reason: 'exact' };
  const addresses = await reads.addresses(question);
  if (addresses !== null) return describe('addresses', addresses);
  const postcodes = await reads.postcodes(question);
  if (postcodes !== null) return describe('postcodes', postcodes);
  return { status: 'missing', reason: 'nothing-to-count' };
}

function describe(
  basis: 'addresses' | 'postcodes',
  { inParent, inMembers, inBoth }: HomeCounts,
): MeasuredFit {
  // Three lots of homes: in both, in the small areas only, in the larger one only.
  const { covered, own } = bestFitQuality(
    {
      population: Float64Array.of(inBoth, inMembers - inBoth, inParent - inBoth),
      smallAreaOf: Int32Array.of(0, 0, -1),
      parentOf: Int32Array.of(0, -1, 0),
    },
    { parentOf: Int32Array.of(0), count: 1 },
  );
  const shares = { covered: covered[0] ?? NaN, own: own[0] ?? NaN };
  const isPoor = Math.min(shares.covered, shares.own) < poorFit;
  return {
    status: 'known',
    ...{ ...shares, basis, counted: inParent, isPoor },
  };
}
