import type {
  ChallengeState,
  ProblemReason,
  PublicProblem,
  SubjectKind,
} from '../../../core/contract/coverage/coverage-problem.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import type { SqlValue } from '../../database/database.ts';

export interface ProblemRow {
  coverage_problem_id: number;
  reference: string;
  subject_kind: SubjectKind;
  subject_code: string;
  name: string | null;
  name_welsh: string | null;
  area_codes: string[];
  reason: ProblemReason;
  speed_class: SpeedClass | null;
  download_mbps: number | null;
  upload_mbps: number | null;
  tested_on: string | null;
  note: string | null;
  note_is_public: boolean;
  email: string | null;
  state: ChallengeState;
  revision: number;
  reported_at: Date;
  changed_at: Date;
}

/** One code names an area in several vintages: its newest name. */
const nameOf = (column: string): string =>
  `(select a.${column} from area a where p.subject_kind = 'area' and a.code = p.subject_code
    order by a.vintage desc limit 1)`;

/** The columns of a report `p`. */
export const problemColumns = `p.coverage_problem_id, p.reference, p.subject_kind, p.subject_code,
  ${nameOf('name')} as name, ${nameOf('name_welsh')} as name_welsh,
  array(select c.area_code from coverage_problem_area c
    where c.coverage_problem_id = p.coverage_problem_id order by c.area_code collate "C") as area_codes,
  p.reason, p.speed_class, p.download_mbps, p.upload_mbps, p.tested_on, p.note, p.note_is_public, p.email,
  p.state, p.revision, p.reported_at, p.changed_at`;

/** The day in the United Kingdom, as the public may know it. */
export function dayOf(time: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' }).format(time);
}

/** What everybody may know of a report: no address, and no note but one that an officer published. */
export function toPublicProblem(row: ProblemRow): PublicProblem {
  return {
    reference: row.reference,
    subject: { kind: row.subject_kind, code: row.subject_code, name: row.name, nameWelsh: row.name_welsh },
    areaCodes: row.area_codes,
    reason: row.reason,
    speedClass: row.speed_class,
    downloadMbps: row.download_mbps,
    uploadMbps: row.upload_mbps,
    testedOn: row.tested_on,
    note: row.state === 'upheld' && row.note_is_public ? row.note : null,
    state: row.state,
    reportedOn: dayOf(row.reported_at),
    changedOn: dayOf(row.changed_at),
  };
}

export interface ProblemFilters {
  readonly state: ChallengeState | null;
  readonly within: string | null;
  readonly speedClass: SpeedClass | null;
}

/** The conditions of filters on `p`; values are added to those that are bound. */
export function filterConditions(filters: ProblemFilters, values: SqlValue[]): string {
  const bind = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = ['true'];
  if (filters.state !== null) conditions.push(`p.state = ${bind(filters.state)}`);
  if (filters.speedClass !== null) conditions.push(`p.speed_class = ${bind(filters.speedClass)}`);
  if (filters.within !== null) {
    conditions.push(`exists (select 1 from coverage_problem_area w
      where w.coverage_problem_id = p.coverage_problem_id and w.area_code = ${bind(filters.within)})`);
  }
  return conditions.join(' and ');
}
