import type { PublicProblem, SubjectKind } from '../../../core/contract/coverage/coverage-problem.ts';
import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import type { PostcodeRow } from '../../../core/contract/coverage/premises-list.ts';
import type { PremisesRow } from '../../../core/contract/coverage/premises.ts';
import { evidenceCell, evidenceDate } from '../../../core/coverage/local-evidence-words.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { CsvColumn } from '../../files/csv.ts';
import type { PostcodeGroup } from '../../store/coverage/premises-reads.ts';
import type { UpheldReads } from '../../store/coverage/upheld-reads.ts';

/** What everybody may know of a report beside the premises that it is about. */
export function toEvidence<About extends SubjectKind>(
  { reference, reason, speedClass, changedOn }: PublicProblem,
  about: About,
) {
  return { reference, about, reason, speedClass, upheldOn: changedOn };
}

/** Puts beside premises what was upheld about them and about their postcodes. What the sources say stays as it is. */
export async function addLocalEvidence(
  upheld: Pick<UpheldReads, 'of'>,
  rows: readonly PremisesRow[],
): Promise<EvidencedPremises[]> {
  const postcodes = [...new Set(rows.flatMap(({ postcode }) => (postcode === null ? [] : [postcode])))];
  const ofPremises = await upheld.of(
    'premises',
    rows.map(({ uprn }) => String(uprn)),
  );
  const ofPostcodes = await upheld.of('postcode', postcodes);
  return rows.map((row) => ({
    ...row,
    localEvidence: [
      ...(ofPremises.get(String(row.uprn)) ?? []).map((problem) => toEvidence(problem, 'premises')),
      ...(ofPostcodes.get(row.postcode ?? '') ?? []).map((problem) => toEvidence(problem, 'postcode')),
    ],
  }));
}

/** Puts beside postcodes what was upheld about them; what was upheld about single premises stands with those. */
export async function addPostcodeEvidence(
  upheld: Pick<UpheldReads, 'of'>,
  rows: readonly PostcodeGroup[],
): Promise<PostcodeRow[]> {
  const found = await upheld.of(
    'postcode',
    rows.flatMap(({ postcode }) => (postcode === null ? [] : [postcode])),
  );
  return rows.map((row) => ({
    ...row,
    localEvidence: (found.get(row.postcode ?? '') ?? []).map((problem) => toEvidence(problem, 'postcode')),
  }));
}

/** The columns of local evidence in files of premises and of postcodes. */
export function localEvidenceColumns<Row extends Pick<EvidencedPremises, 'localEvidence'>>(
  t: Translate,
): (CsvColumn<Row> & { readonly title: string })[] {
  return [
    {
      ...{ name: 'local_evidence', kind: 'text', title: t('coverageEvidence.column') },
      description: t('coverageEvidence.columnMeans'),
      value: ({ localEvidence }) => evidenceCell(localEvidence),
    },
    {
      ...{ name: 'local_evidence_date', kind: 'text', title: t('coverageEvidence.columnDate') },
      description: t('coverageEvidence.columnDateMeans'),
      value: ({ localEvidence }) => evidenceDate(localEvidence),
    },
  ];
}
