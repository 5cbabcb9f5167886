import {
  problemReasons,
  subjectKinds,
  type PublicProblem,
} from '../../../core/contract/coverage/coverage-problem.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { shownReference } from '../../../core/coverage/problem-reference.ts';
import type { CsvColumn } from '../../files/csv.ts';

/** The columns of upheld reports as CSV. */
export const problemColumns: readonly CsvColumn<PublicProblem>[] = [
  {
    name: 'reference',
    title: 'Reference',
    kind: 'text',
    description: 'Reference of the report',
    constraints: { required: true, unique: true },
    value: (row) => shownReference(row.reference),
  },
  {
    name: 'about',
    title: 'About',
    kind: 'text',
    description: 'Whether the report is about premises, a postcode or an area',
    constraints: { required: true, enum: subjectKinds },
    value: (row) => row.subject.kind,
  },
  {
    name: 'code',
    title: 'Code',
    kind: 'text',
    description: 'UPRN, postcode without its space, or code of the area',
    constraints: { required: true },
    value: (row) => row.subject.code,
  },
  {
    name: 'area_name',
    title: 'Area name',
    kind: 'text',
    description: 'Name of the area; empty for premises and postcodes',
    value: (row) => row.subject.name,
  },
  {
    name: 'reason',
    title: 'Reason',
    kind: 'text',
    description: 'What is wrong with the coverage that is shown',
    constraints: { required: true, enum: problemReasons },
    value: (row) => row.reason,
  },
  {
    name: 'speed_class',
    title: 'Speed class',
    kind: 'text',
    description: 'The class of speed that it is about; empty where it is about none',
    constraints: { enum: speedClasses },
    value: (row) => row.speedClass,
  },
  {
    name: 'download_mbps',
    title: 'Download speed',
    kind: 'number',
    description: 'Download speed of a test by the reporter, Mbit/s',
    value: (row) => row.downloadMbps,
  },
  {
    name: 'upload_mbps',
    title: 'Upload speed',
    kind: 'number',
    description: 'Upload speed of a test by the reporter, Mbit/s',
    value: (row) => row.uploadMbps,
  },
  {
    name: 'tested_on',
    title: 'Day of the test',
    kind: 'text',
    description: 'Day of the speed test, YYYY-MM-DD',
    value: (row) => row.testedOn,
  },
  {
    name: 'note',
    title: 'Note',
    kind: 'text',
    description: 'What the reporter wrote, where an officer published it',
    value: (row) => row.note,
  },
  {
    name: 'reported_on',
    title: 'Day of the report',
    kind: 'text',
    description: 'Day on which it was reported, YYYY-MM-DD',
    constraints: { required: true },
    value: (row) => row.reportedOn,
  },
  {
    name: 'upheld_on',
    title: 'Day it was upheld',
    kind: 'text',
    description: 'Day on which an officer upheld it, YYYY-MM-DD',
    constraints: { required: true },
    value: (row) => row.changedOn,
  },
];
