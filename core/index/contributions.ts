import type { CompiledNode } from './compile-profile.ts';
import { groupRange } from './group-scaling.ts';
import { isLinear } from './normalise.ts';
import type { ScoredIndex } from './score-index.ts';

/**
 * Points of the score that come from each indicator; they add up to the score.
 *
 * The score of an area is written as `slope * x + constant` of the root's value x, and this form is handed down the
 * tree, so that at every node the children's points add up to the node's:
 *
 * - Arithmetic mean: exact. A child has its share of the slope; the constant (a lower bound that is not zero) is shared
 *   out by weight.
 * - A component that is rescaled (min-max, z-score): exact, the rescaling is folded into slope and constant.
 * - Geometric mean: exact and additive by logarithmic means (Ang's LMDI-I), measured from the geometric mean of the
 *   children's lowest values in the comparison group; that floor is shared out by weight.
 * - A component that is ranked or bent (rank, percentile, exponential, goalposts ...), or put together in another way
 *   (harmonic, power, Copeland ...): its points are shared out in proportion to each child's weighted distance from its
 *   lowest value in the comparison group. This is a convention: these have no additive form of their own.
 *
 * Missing: an indicator that is missing has no points (NaN) because its weight went to the others; an area without a
 * score has none at all. An indicator of weight zero has 0 points.
 *
 * Source: Ang (2005), The LMDI approach to decomposition analysis, Energy Policy 33.
 */
export interface ContributionReader {
  /** Points by slot (indicators first, then components, the root last) of one row. The array is used again. */
  pointsOf(row: number): Float64Array;
}

/** Points of every indicator for every row, column after column in the order of `compiled.leaves`. */
export function contributionColumns(scored: ScoredIndex): Float64Array {
  const rowCount = scored.raw.rowCount;
  const leafCount = scored.compiled.leaves.length;
  const reader = createContributionReader(scored);
  const columns = new Float64Array(rowCount * leafCount);
  for (let row = 0; row < rowCount; row += 1) {
    const points = reader.pointsOf(row);
    for (let leaf = 0; leaf < leafCount; leaf += 1) columns[leaf * rowCount + row] = points[leaf] ?? NaN;
  }
  return columns;
}

/** Prepares the reading of contributions; works out the lowest values only where a node needs them. */
export function createContributionReader(scored: ScoredIndex): ContributionReader {
  const { compiled, presentation, groups } = scored;
  const forms = new Forms(scored);
  const rootFirst = [...compiled.nodes].reverse();
  const rootSlot = compiled.weights.length - 1;
  return {
    pointsOf(row) {
      forms.begin(row);
      const group = groups.ids[row] ?? -1;
      if (group < 0 || Number.isNaN(scored.score[row])) return forms.points;
      const slope = presentation.scale / (presentation.span[group] ?? NaN);
      forms.set(rootSlot, slope, presentation.base - slope * (presentation.origin[group] ?? NaN));
      for (const node of rootFirst) forms.handDown(node);
      return forms.points;
    },
  };
}

/** The form `slope * x + constant` of each slot's points for one row at a time. */
class Forms {
  readonly points: Float64Array;
  private readonly scored: ScoredIndex;
  private readonly slopes: Float64Array;
  private readonly constants: Float64Array;
  /** By slot, then group: the lowest value; only where the parent shares out by it. */
  private readonly lowest: ReadonlyMap<number, Float64Array>;
  private row = 0;
  private group = 0;

  constructor(scored: ScoredIndex) {
    const slotCount = scored.compiled.weights.length;
    this.scored = scored;
    this.points = new Float64Array(slotCount);
    this.slopes = new Float64Array(slotCount);
    this.constants = new Float64Array(slotCount);
    this.lowest = lowestOfSharedSlots(scored);
  }

  begin(row: number): void {
    this.row = row;
    this.group = this.scored.groups.ids[row] ?? -1;
    this.points.fill(NaN);
  }

  set(slot: number, slope: number, constant: number): void {
    const value = this.valueOf(slot);
    this.slopes[slot] = slope;
    this.constants[slot] = constant;
    // A slope of zero must not turn a missing value into points.
    this.points[slot] = Number.isNaN(value) ? NaN : slope * value + constant;
  }

  handDown(node: CompiledNode): void {
    if (Number.isNaN(this.points[node.slot])) return;
    for (const child of node.children) {
      if (this.scored.weights[child] === 0 && !Number.isNaN(this.valueOf(child))) this.set(child, 0, 0);
    }
    const children = node.children.filter((child) => this.counts(child));
    if (!isAdditive(node)) {
      this.shareByDistance(node, children, this.points[node.slot] ?? NaN);
      return;
    }
    const { slope, constant } = this.beforeNormalisation(node);
    if (node.aggregate.method === 'geometric') this.shareGeometric(children, slope, constant);
    else this.shareArithmetic(children, slope * this.totalOf(node, children), constant);
  }

  /** The node's form in terms of its value before its own normalisation. */
  private beforeNormalisation(node: CompiledNode): { slope: number; constant: number } {
    const slope = this.slopes[node.slot] ?? NaN;
    const constant = this.constants[node.slot] ?? NaN;
    const scaling = this.scored.columns[node.slot]?.scaling ?? null;
    if (scaling === null) return { slope, constant };
    const stretch = scaling.scale / (scaling.span[this.group] ?? NaN);
    const shift = scaling.base - stretch * (scaling.origin[this.group] ?? NaN);
    return { slope: slope * stretch, constant: slope * shift + constant };
  }

  private shareArithmetic(children: readonly number[], slope: number, constant: number): void {
    const sum = this.weightSum(children);
    for (const child of children) {
      const share = this.weightOf(child) / sum;
      this.set(child, slope * share, constant * share);
    }
  }

  private shareGeometric(children: readonly number[], slope: number, constant: number): void {
    const sum = this.weightSum(children);
    let logValue = 0;
    let logFloor = 0;
    for (const child of children) {
      const share = this.weightOf(child) / sum;
      logValue += share * Math.log(this.valueOf(child));
      logFloor += share * Math.log(this.lowestOf(child));
    }
    const floor = Math.exp(logFloor);
    const mean = logarithmicMean(Math.exp(logValue), floor);
    for (const child of children) {
      const share = this.weightOf(child) / sum;
      const low = this.lowestOf(child);
      const childSlope = (slope * share * mean) / logarithmicMean(this.valueOf(child), low);
      this.set(child, childSlope, (slope * floor + constant) * share - childSlope * low);
    }
  }

  private shareByDistance(node: CompiledNode, children: readonly number[], points: number): void {
    if (node.aggregate.method === 'geometric') {
      // Above the floor in logarithms, then brought to the points of the node.
      this.shareGeometric(children, 1, 0);
      const sum = children.reduce((total, child) => total + (this.points[child] ?? 0), 0);
      for (const child of children) {
        const factor = points / sum;
        this.set(child, (this.slopes[child] ?? 0) * factor, (this.constants[child] ?? 0) * factor);
      }
      return;
    }
    const weights = this.weightSum(children);
    const distance = children.reduce(
      (sum, child) => sum + this.weightOf(child) * (this.valueOf(child) - this.lowestOf(child)),
      0,
    );
    for (const child of children) {
      // All at their lowest: nothing to tell them apart but their weights.
      if (distance === 0) this.set(child, 0, (points * this.weightOf(child)) / weights);
      else {
        const slope = (points * this.weightOf(child)) / distance;
        this.set(child, slope, -slope * this.lowestOf(child));
      }
    }
  }

  /** What the weighted mean of the children is multiplied by. */
  private totalOf(node: CompiledNode, children: readonly number[]): number {
    return node.aggregate.method === 'sum' ? this.weightSum(children) : node.total;
  }

  private counts(slot: number): boolean {
    return this.weightOf(slot) > 0 && !Number.isNaN(this.valueOf(slot));
  }

  private weightOf(slot: number): number {
    return this.scored.weights[slot] ?? 0;
  }

  private weightSum(slots: readonly number[]): number {
    return slots.reduce((sum, slot) => sum + this.weightOf(slot), 0);
  }

  private valueOf(slot: number): number {
    return this.scored.columns[slot]?.values[this.row] ?? NaN;
  }

  private lowestOf(slot: number): number {
    return this.lowest.get(slot)?.[this.group] ?? NaN;
  }
}

/** Whether the node's value is a sum of parts of its children, in itself (means, sums) or in logarithms. */
function isAdditive({ aggregate, normalise }: CompiledNode): boolean {
  if (!isLinear(normalise)) return false;
  return aggregate.method === 'arithmetic' || aggregate.method === 'sum' || aggregate.method === 'geometric';
}

function lowestOfSharedSlots(scored: ScoredIndex): ReadonlyMap<number, Float64Array> {
  const lowest = new Map<number, Float64Array>();
  for (const node of scored.compiled.nodes) {
    if (isAdditive(node) && node.aggregate.method !== 'geometric') continue;
    for (const child of node.children) {
      const values = scored.columns[child]?.values ?? new Float64Array(0);
      lowest.set(child, groupRange(values, scored.groups).lowest);
    }
  }
  return lowest;
}

/** (a - b) / (ln a - ln b), which lies between a and b; a where they are equal. */
function logarithmicMean(a: number, b: number): number {
  // Near equality the quotient loses its digits; the midpoint is right there to 1e-16 relative.
  return Math.abs(a - b) <= 1e-8 * b ? (a + b) / 2 : (a - b) / (Math.log(a) - Math.log(b));
}
