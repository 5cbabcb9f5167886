import type { AreaType } from '../contract/area.ts';

/** An area that a search text can mean. */
export interface Candidate {
  readonly code: string;
  readonly name: string;
  readonly type: AreaType;
  /** What people are shown: name, place and authority. */
  readonly label: string;
}

export interface Choice {
  /** What was searched for. */
  readonly text: string;
  readonly candidates: readonly Candidate[];
  /** The kinds of the areas that are compared already. */
  readonly types: readonly AreaType[];
}

function only(candidates: readonly Candidate[]): Candidate | null {
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

/**
 * The one area that a search text must mean, or null where people have to choose: its code; else the only area of that
 * very name; else, of several, the only one of the kind that is being compared.
 *
 * @example
 * chooseCandidate({ text: 'trafford', types: ['lad'], candidates: [
 *   { code: 'E08000009', name: 'Trafford', type: 'lad', label: 'Trafford' },
 *   { code: 'E05000001', name: 'Trafford', type: 'ward', label: 'Trafford, Trafford' }] })?.type // 'lad'
 */
export function chooseCandidate({ text, candidates, types }: Choice): Candidate | null {
  const wanted = text.trim().toLowerCase();
  const byCode = candidates.filter(({ code }) => code.toLowerCase() === wanted);
  const byName = candidates.filter(({ name }) => name.toLowerCase() === wanted);
  const [kind, ...otherKinds] = new Set(types);
  const ofKind = (from: readonly Candidate[]): Candidate | null =>
    kind === undefined || otherKinds.length > 0 ? null : only(from.filter(({ type }) => type === kind));
  return (
    only(byCode) ??
    only(byName) ??
    ofKind(byName) ??
    only(candidates) ??
    (byName.length === 0 ? ofKind(candidates) : null)
  );
}
