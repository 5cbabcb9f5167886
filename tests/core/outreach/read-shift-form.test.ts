import { describe, expect, it } from 'vitest';
import { socitmCosts } from '../../../core/outreach/channel-shift.ts';
import { readShiftForm, type ShiftForm } from '../../../core/outreach/read-shift-form.ts';

const whole: ShiftForm = { faceToFace: '10,000', phone: '30000', web: ' 60 000 ', aim: '80%' };

function known(form: ShiftForm) {
  const read = readShiftForm(form);
  if (read.status !== 'known') throw new Error(JSON.stringify(read));
  return read.areas;
}

function faults(form: ShiftForm): [string, string, number | null][] {
  const read = readShiftForm(form);
  return read.status === 'faulty' ? read.faults.map(({ field, fault, row }) => [field, fault, row]) : [];
}

describe('the form of the estimate', () => {
  it('is read as people type it', () => {
    expect(known(whole)).toEqual([
      {
        label: '',
        question: {
          contacts: { faceToFace: 10_000, phone: 30_000, web: 60_000 },
          ...{ aim: 80, costs: socitmCosts, costRange: null, moveRange: null },
        },
      },
    ]);
    const [own] = known({
      ...whole,
      costFaceToFace: '£9.50',
      costWeb: '0',
      costRange: '12.5',
      moveRange: '0',
    });
    expect(own?.question).toMatchObject({
      costs: { faceToFace: 9.5, phone: 2.83, web: 0 },
      ...{ costRange: 12.5, moveRange: 0 },
    });
  });

  it('takes a share in place of contacts online', () => {
    // 40,000 are the other 40%.
    const [read] = known({ faceToFace: '10000', phone: '30000', now: '60', aim: '60' });
    expect(read?.question.contacts.web).toBeCloseTo(60_000, 6);
  });

  it('is empty as long as nothing but costs is filled in', () => {
    expect(readShiftForm({})).toEqual({ status: 'empty' });
    expect(readShiftForm({ costPhone: '3', phone: '  ' })).toEqual({ status: 'empty' });
  });

  it('reads a table with tabs, semicolons or commas', () => {
    const areas = 'Harbour\t100\t200\t700\r\n\r\nE05999002; 1,000; 0; 0; 25\nHill, 5, 5, 10, 60%';
    expect(
      known({ areas, aim: '90' }).map(({ label, question: { contacts, aim } }) => [label, contacts, aim]),
    ).toEqual([
      ['Harbour', { faceToFace: 100, phone: 200, web: 700 }, 90],
      ['E05999002', { faceToFace: 1000, phone: 0, web: 0 }, 25],
      ['Hill', { faceToFace: 5, phone: 5, web: 10 }, 60],
    ]);
  });

  it.each([
    [
      'a missing number',
      { aim: '50' },
      [
        ['faceToFace', 'missing'],
        ['phone', 'missing'],
        ['web', 'missing'],
      ],
    ],
    ['a missing aim', { ...whole, aim: '' }, [['aim', 'missing']]],
    ['words', { ...whole, phone: 'many' }, [['phone', 'notNumber']]],
    ['a negative number', { ...whole, phone: '-5' }, [['phone', 'negative']]],
    ['half a contact', { ...whole, phone: '0.5' }, [['phone', 'notWhole']]],
    ['too many', { ...whole, phone: '99999999999' }, [['phone', 'tooLarge']]],
    ['more than all', { ...whole, aim: '101' }, [['aim', 'notPercent']]],
    ['less than now', { ...whole, aim: '59.9' }, [['aim', 'aimBelowNow']]],
    ['nobody', { faceToFace: '0', phone: '0', web: '0', aim: '50' }, [['faceToFace', 'nobody']]],
    ['two ways to say one thing', { ...whole, now: '60' }, [['now', 'nowOrWeb']]],
    ['all online', { faceToFace: '1', phone: '1', now: '100', aim: '100' }, [['now', 'allOnline']]],
    [
      'a bad cost',
      { ...whole, costWeb: 'free', costRange: '-1' },
      [
        ['costWeb', 'notNumber'],
        ['costRange', 'notPercent'],
      ],
    ],
    ['totals and a table', { ...whole, areas: 'A,1,1,1' }, [['areas', 'totalsOrAreas']]],
  ] as const)('says where %s stands', (_, form, expected) => {
    expect(faults(form).map(([field, fault]) => [field, fault])).toEqual(expected);
  });

  it.each([
    ['A,1,2', 'rowShape'],
    ['A,1,2,3,50,9', 'rowShape'],
    ['A,1,x,3', 'rowNumber'],
    ['A,0,0,0', 'rowNobody'],
    ['A,1,2,3', 'rowAim'],
    ['A,1,2,3,120', 'rowAim'],
    ['A,1,2,3,49', 'rowAimBelowNow'],
  ])('names the line of a table that is wrong: %s', (line, fault) => {
    expect(faults({ areas: `Fine,1,1,1,90\n\n${line}` })).toEqual([['areas', fault, 3]]);
  });

  it('takes an area once, and no more lines than fit', () => {
    expect(faults({ areas: 'A,1,1,1,90\nA,2,2,2,90' })).toEqual([['areas', 'rowTwice', 2]]);
    const many = Array.from({ length: 41 }, (_, at) => `A${at},1,1,1,90`).join('\n');
    expect(faults({ areas: many })).toEqual([['areas', 'tooManyRows', null]]);
  });
});
