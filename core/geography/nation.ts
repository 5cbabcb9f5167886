export interface Nation {
  readonly code: string;
  readonly name: string;
}

const nationOfLetter: Readonly<Record<string, Nation>> = {
  E: { code: 'E92000001', name: 'England' },
  W: { code: 'W92000004', name: 'Wales' },
  S: { code: 'S92000003', name: 'Scotland' },
  N: { code: 'N92000002', name: 'Northern Ireland' },
  X: { code: 'X92000001', name: 'Made-up country' },
};

/**
 * The nation of an area by the first letter of its code: by definition of the codes, so that no lookup needs to be
 * loaded for it. Null for codes of other kinds (95AA01S1).
 *
 * @example nationOfCode('W01000001')?.name // 'Wales'
 */
export function nationOfCode(code: string): Nation | null {
  return nationOfLetter[code.slice(0, 1)] ?? null;
}
