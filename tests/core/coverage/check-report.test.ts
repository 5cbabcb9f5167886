import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReport, type DraftReport } from '../../../core/coverage/check-report.ts';
import { keepingTimes } from '../../../core/coverage/keeping-times.ts';
import { readSubject, shownPostcode } from '../../../core/coverage/read-subject.ts';
import { formFields, reportOfForm, type FilledForm } from '../../../core/coverage/report-form.ts';

const today = '2026-11-22';
const good: DraftReport = {
  subject: { kind: 'premises', code: '100000000001' },
  reason: 'cannot-order-speed',
  speedClass: 'gigabit',
};
const faults = (changes: Partial<Record<keyof DraftReport, unknown>>): string[] =>
  checkReport({ ...good, ...changes } as DraftReport, today).faults.map(
    ({ field, fault }) => `${field} ${fault}`,
  );

describe('a report', () => {
  it('is kept with what was left out as null, never as nought or an empty text', () => {
    expect(checkReport({ ...good, note: ' \r\n ', email: '  ' }, today)).toEqual({
      problem: {
        ...good,
        downloadMbps: null,
        uploadMbps: null,
        testedOn: null,
        note: null,
        email: null,
      },
      faults: [],
    });
    const whole = checkReport(
      {
        ...good,
        downloadMbps: 0,
        uploadMbps: 1.23456,
        testedOn: today,
        note: ' One\r\ntwo\rthree ',
        email: ' a@example.org ',
      },
      today,
    ).problem;
    expect(whole).toMatchObject({
      downloadMbps: 0,
      uploadMbps: 1.23,
      note: 'One\ntwo\nthree',
      email: 'a@example.org',
    });
  });

  it.each<[Partial<Record<keyof DraftReport, unknown>>, string[]]>([
    [{ subject: null }, ['subject subject-shape']],
    [{ reason: null }, ['reason reason-missing']],
    [{ reason: 'not-premises', speedClass: undefined }, []],
    [
      { reason: 'not-premises', subject: { kind: 'area', code: 'E05000834' } },
      ['reason reason-premises-only'],
    ],
    [{ speedClass: undefined }, ['speedClass class-missing']],
    [{ reason: 'mobile-not-as-shown', speedClass: undefined }, []],
    [{ reason: 'other' }, ['note reason-needs-note']],
    [{ reason: 'other', note: 'The mast is gone.' }, []],
    [{ downloadMbps: NaN, testedOn: today }, ['downloadMbps download-range']],
    [{ downloadMbps: -0.1, testedOn: today }, ['downloadMbps download-range']],
    [{ downloadMbps: 10_000.1, testedOn: today }, ['downloadMbps download-range']],
    [{ uploadMbps: Infinity, testedOn: today }, ['uploadMbps upload-range']],
    [{ downloadMbps: 24 }, ['testedOn date-missing']],
    [{ testedOn: today }, ['testedOn date-alone']],
    [{ downloadMbps: 24, testedOn: '2026-02-30' }, ['testedOn date-wrong']],
    [{ downloadMbps: 24, testedOn: '22 November' }, ['testedOn date-wrong']],
    [{ downloadMbps: 24, testedOn: '2026-11-23' }, ['testedOn date-future']],
    [{ downloadMbps: 24, testedOn: '2014-12-31' }, ['testedOn date-old']],
    [{ note: '😀'.repeat(1000) }, []],
    [{ note: 'x'.repeat(1001) }, ['note note-long']],
    [{ note: 'a\u0000b' }, ['note note-characters']],
    [{ note: 'a\u001bb' }, ['note note-characters']],
    [{ note: 'a\u202eb' }, ['note note-characters']],
    [{ note: 'a\ud800b' }, ['note note-characters']],
    [{ note: '\tTŷ bach\n“=1+1”' }, []],
    [{ email: 'nobody' }, ['email email-shape']],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, ['email email-shape']],
    [{ email: `${'a'.repeat(250)}@example.org` }, ['email email-shape']],
  ])('with %j has the faults %j', (changes, expected) => {
    expect(faults(changes)).toEqual(expected);
  });

  it('is told all that is wrong with it at once, in the order of the form', () => {
    expect(faults({ subject: null, reason: null, downloadMbps: -1, note: '\0', email: '@' })).toEqual([
      'subject subject-shape',
      'reason reason-missing',
      'downloadMbps download-range',
      'testedOn date-missing',
      'note note-characters',
      'email email-shape',
    ]);
  });
});

describe('what it is about', () => {
  it.each([
    ['100012345678', { kind: 'premises', code: '100012345678' }],
    ['0001', { kind: 'premises', code: '1' }],
    ['m33 2bh', { kind: 'postcode', code: 'M332BH' }],
    ['SW1A1AA', { kind: 'postcode', code: 'SW1A1AA' }],
    [' e05000834 ', { kind: 'area', code: 'E05000834' }],
    ['95AA01S1', { kind: 'area', code: '95AA01S1' }],
    ['0', null],
    ['1234567890123', null],
    ['Sale Moor', { kind: 'area', code: 'SALEMOOR' }],
    ['', null],
    ['E05', null],
    ["E05000834'--", null],
    ['１２３', null],
  ])('is read from %j', (text, expected) => {
    expect(readSubject(text)).toEqual(expected);
  });

  it('is of the kind that was said, or of none', () => {
    expect(readSubject('M332BH', 'premises')).toBeNull();
    expect(readSubject('123', 'area')).toBeNull();
    expect(readSubject('E05000834', 'area')).toEqual({ kind: 'area', code: 'E05000834' });
    expect(shownPostcode('M332BH')).toBe('M33 2BH');
  });
});

describe('the form', () => {
  const empty = Object.fromEntries(formFields.map((name) => [name, ''])) as Record<keyof FilledForm, string>;

  it('says what its fields say', () => {
    const form = {
      ...empty,
      place: 'm33 2bh',
      reason: 'has-service',
      speedClass: 'ultrafast-300',
      download: ' 24,5 ',
      upload: '0',
      day: '1',
      month: '2',
      year: '2026',
    };
    expect(checkReport(reportOfForm(form), today).problem).toEqual({
      subject: { kind: 'postcode', code: 'M332BH' },
      reason: 'has-service',
      speedClass: 'ultrafast-300',
      downloadMbps: 24.5,
      uploadMbps: 0,
      testedOn: '2026-02-01',
      note: null,
      email: null,
    });
  });

  it('finds fault with what cannot be read, and says nothing of what was left empty', () => {
    const wrong = { ...empty, download: '1e3', upload: '--', day: '31', month: '4', year: '' };
    expect(checkReport(reportOfForm(wrong), today).faults.map(({ fault }) => fault)).toEqual([
      'subject-shape',
      'reason-missing',
      'download-range',
      'upload-range',
      'date-wrong',
    ]);
    expect(checkReport(reportOfForm(empty), today).faults.map(({ fault }) => fault)).toEqual([
      'subject-shape',
      'reason-missing',
    ]);
  });

  it('never throws, whatever is written, and keeps no number outside the bounds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '1', '0x10', '99999', 'NaN', '1.5'),
    );
    const form = fc
      .array(text, { minLength: formFields.length, maxLength: formFields.length })
      .map((texts) => ({
        ...empty,
        ...Object.fromEntries(formFields.map((name, at) => [name, texts[at] ?? ''])),
      }));
    fc.assert(
      fc.property(form, (fields) => {
        const { problem } = checkReport(reportOfForm(fields), today);
        if (problem === null) return;
        for (const value of [problem.downloadMbps, problem.uploadMbps])
          expect(value === null || (value >= 0 && value <= 10_000)).toBe(true);
      }),
    );
  });
});

it('keeps addresses for the days that are set, and for a fortnight after a report is closed', () => {
  expect(keepingTimes(new Date('2026-11-22T12:00:00Z'), 90)).toEqual({
    reportedBefore: new Date('2026-08-24T12:00:00Z'),
    closedBefore: new Date('2026-11-08T12:00:00Z'),
  });
});
