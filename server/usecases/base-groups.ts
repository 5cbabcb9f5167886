import type { ComparisonBase } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { groupsByKey, oneGroup, type ComparisonGroups } from '../../core/index/comparison-groups.ts';
import type { ScoringInputs } from './load-scoring-inputs.ts';

/**
 * The comparison groups of a base: who is compared with whom.
 *
 * @throws AppError not-computable when the lookup to the authority or region is not loaded; not-found for a code of a
 * selection that holds no area.
 */
export function groupsOfBase(
  inputs: Pick<ScoringInputs, 'areas' | 'parents'>,
  base: ComparisonBase,
): ComparisonGroups {
  switch (base.kind) {
    case 'everything':
      return oneGroup(inputs.areas.codes.length);
    case 'within': {
      const parents = inputs.parents.find((parent) => parent.type === base.type);
      if (parents === undefined) throw unknownParents('base', base.type);
      return groupsByKey([...parents.parentOf].map((parent) => (parent < 0 ? null : parent)));
    }
    case 'selection': {
      const selected = new Uint8Array(inputs.areas.codes.length);
      for (const code of base.codes) {
        if (!select(inputs, code, selected)) {
          throw new AppError('not-found', `No area of the profile is or lies within "${code}".`, {
            details: { field: 'base', value: code },
          });
        }
      }
      return groupsByKey([...selected].map((isSelected) => (isSelected === 1 ? 0 : null)));
    }
  }
}

/** @returns the error of a profile that asks for larger areas of a kind which no lookup is loaded for. */
export function unknownParents(field: string, type: string): AppError {
  return new AppError('not-computable', `It is not known which ${type} the areas belong to.`, {
    details: { field, value: type, reason: 'import the lookup that says so' },
  });
}

/** Marks the areas that are, or lie within, this code; false when there is none. */
function select(
  { areas, parents }: Pick<ScoringInputs, 'areas' | 'parents'>,
  code: string,
  selected: Uint8Array,
): boolean {
  let isFound = false;
  const mark = (row: number): void => {
    selected[row] = 1;
    isFound = true;
  };
  areas.codes.forEach((areaCode, row) => {
    if (areaCode === code) mark(row);
  });
  for (const parent of parents) {
    const position = parent.codes.indexOf(code);
    if (position < 0) continue;
    parent.parentOf.forEach((held, row) => {
      if (held === position) mark(row);
    });
  }
  return isFound;
}
