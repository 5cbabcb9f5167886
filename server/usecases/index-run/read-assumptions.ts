import { assumptionsSchema, type Assumptions } from '../../../core/contract/assumptions.ts';
import { imputationColumns } from '../../../core/index/imputation-columns.ts';
import { parseYaml } from '../parse-yaml.ts';
import { readNamedText } from '../read-named-text.ts';
import type { OtherColumn } from './read-run-input.ts';

/** Assumptions with where they were said, for messages. */
export interface ReadAssumptions {
  readonly assumptions: Assumptions;
  /** Columns of the data file that they name. */
  readonly columns: readonly OtherColumn[];
}

/**
 * Reads a file of assumptions, YAML or JSON.
 *
 * @throws AppError not-found when there is no such file; invalid-request with file, line, field and reason.
 */
export async function readAssumptionsFile(file: string): Promise<ReadAssumptions> {
  const { value } = parseYaml(await readNamedText(file), assumptionsSchema);
  return { assumptions: value, columns: columnsOf(value, (field) => `${file} (${field})`) };
}

/** The columns of the data that assumptions name. */
export function columnsOf(
  assumptions: Assumptions,
  place: (field: string) => string,
): readonly OtherColumn[] {
  const { standardErrors, imputation, base } = assumptions;
  const errors = Object.entries(standardErrors ?? {}).map(([indicator, name]): OtherColumn => {
    return { name, use: 'number', askedBy: place(`standardErrors.${indicator}`) };
  });
  const imputed = (imputation ?? []).flatMap((option) =>
    option === 'own'
      ? []
      : imputationColumns(option).map(({ name, use }): OtherColumn => {
          return { name, use, askedBy: place('imputation') };
        }),
  );
  const frames = (base ?? []).flatMap((frame) =>
    typeof frame === 'object'
      ? [{ name: frame.within, use: 'group', askedBy: place('base') } satisfies OtherColumn]
      : [],
  );
  return [...errors, ...imputed, ...frames];
}
