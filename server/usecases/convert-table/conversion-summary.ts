import type { ConvertedTable } from './convert-table.ts';

/** A country has splits; where this many areas have none, the lookup is hardly an exact one. */
const fewestToDoubt = 1000;

/** A conversion in a few figures, for a person's eye or another program, and what deserves a look. */
export function conversionSummary({ areas, columns, absent, hasNoSplit }: ConvertedTable) {
  const changes = { unchanged: 0, split: 0, merged: 0, complex: 0 };
  for (const { change } of areas) changes[change] += 1;
  const equal = areas.filter(({ hasEqualWeights }) => hasEqualWeights).map(({ code }) => code);
  return {
    areas: areas.length,
    changes,
    absent: absent.length,
    columns: columns.map(({ name, kind, report }) => ({
      ...{ name, kind },
      areas_before: report.sourceCount,
      areas_after: report.targetCount,
      missing: report.missingCount,
      total_before: report.sourceTotal,
      total_after: report.convertedTotal,
      unallocated: report.unplacedTotal,
      unallocated_codes: report.unplacedCodes,
    })),
    equal_weights: equal,
    warnings: [
      ...(equal.length > 0
        ? [
            `${equal.length} new areas rest on parts that counted the same, as their people are not known (equal_weights)`,
          ]
        : []),
      ...(absent.length > 0 ? [`${absent.length} old areas of the lookup are not in the file`] : []),
      ...columns
        .filter(({ report }) => report.unplacedCodes.length > 0)
        .map(
          ({ name, report }) =>
            `${name}: figures of ${report.unplacedCodes.length} areas could not be placed, merged as they are with a missing one`,
        ),
      ...(hasNoSplit && areas.length >= fewestToDoubt
        ? ['no area of the lookup is split: a best-fit lookup loses the new areas, take the exact-fit one']
        : []),
    ],
  };
}
