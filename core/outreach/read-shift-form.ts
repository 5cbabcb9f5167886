import { channels, socitmCosts, type Channel, type Contacts, type ShiftQuestion } from './channel-shift.ts';

/** Fields of the form, in its order; a field that was left out or left empty is not there. */
export const shiftFields = [
  'faceToFace',
  'phone',
  'web',
  'now',
  'aim',
  'areas',
  'costFaceToFace',
  'costPhone',
  'costWeb',
  'costRange',
  'moveRange',
] as const;
export type ShiftField = (typeof shiftFields)[number];
export type ShiftForm = Readonly<Partial<Record<ShiftField, string>>>;

export const shiftFaults = [
  'missing',
  'notNumber',
  'negative',
  'notWhole',
  'tooLarge',
  'notPercent',
  'allOnline',
  'nobody',
  'nowOrWeb',
  'aimBelowNow',
  'totalsOrAreas',
  'rowShape',
  'rowNumber',
  'rowNobody',
  'rowAim',
  'rowAimBelowNow',
  'rowTwice',
  'tooManyRows',
] as const;
export type ShiftFault = (typeof shiftFaults)[number];

/** What is wrong with a field; `row` counts from 1 in a table of areas. */
export interface FieldFault {
  readonly field: ShiftField;
  readonly fault: ShiftFault;
  readonly row: number | null;
  readonly value: string;
}

/** A row of the user's own table. */
export interface AreaQuestion {
  /** As the user wrote it: a name or an area code. */
  readonly label: string;
  readonly question: ShiftQuestion;
}

export type ReadShift =
  | { readonly status: 'empty' }
  | { readonly status: 'faulty'; readonly faults: readonly FieldFault[] }
  | { readonly status: 'known'; readonly areas: readonly AreaQuestion[] };

/** Longer tables do not go into an address. */
export const mostRows = 40;
/** More contacts or pounds than this are a slip of the keys. */
const mostContacts = 1e9;
const mostPounds = 10_000;

type Fault = (field: ShiftField, fault: ShiftFault, value?: string, row?: number | null) => void;

/**
 * Reads the form of the estimate as people fill it in: "1,200", "£8.62", "65%". Contacts are whole numbers; those online may
 * be given as a share instead. A table of areas has a line for each: name or code, visits, calls, contacts online and, if it
 * differs, the share aimed at, with tabs, semicolons or commas between them.
 *
 * Missing: nothing but costs filled in is an empty form; unit costs left empty are Socitm's; a range left empty is none.
 * Errors: every fault with its field, and its row in a table.
 */
export function readShiftForm(form: ShiftForm): ReadShift {
  const isEmpty = (['faceToFace', 'phone', 'web', 'now', 'aim', 'areas'] as const).every(
    (field) => textOf(form, field) === '',
  );
  if (isEmpty) return { status: 'empty' };
  const faults: FieldFault[] = [];
  const fault: Fault = (field, kind, value = textOf(form, field), row = null) => {
    faults.push({ field, fault: kind, value: value.slice(0, 60), row });
  };
  const costs = {
    faceToFace: readCost(form, 'costFaceToFace', socitmCosts.faceToFace, fault),
    phone: readCost(form, 'costPhone', socitmCosts.phone, fault),
    web: readCost(form, 'costWeb', socitmCosts.web, fault),
  };
  const shared = {
    costs,
    costRange: readPercent(form, 'costRange', fault),
    moveRange: readPercent(form, 'moveRange', fault),
  };
  const aim = readPercent(form, 'aim', fault);
  const areas =
    textOf(form, 'areas') === ''
      ? readTotals(form, aim, fault).map((each) => ({ label: '', ...each }))
      : readTable(form, aim, fault);
  if (faults.length > 0) {
    return { status: 'faulty', faults: faults.toSorted((a, b) => orderOf(a.field) - orderOf(b.field)) };
  }
  return {
    status: 'known',
    areas: areas.map(({ label, contacts, aim: aimed }) => ({
      label,
      question: { ...shared, contacts, aim: aimed },
    })),
  };
}

function orderOf(field: ShiftField): number {
  return shiftFields.indexOf(field);
}

function textOf(form: ShiftForm, field: ShiftField): string {
  return (form[field] ?? '').trim();
}

/** "1,200", "£8.62", "65 %" as a number; NaN for anything else. */
function numberOf(text: string): number {
  const plain = text.replaceAll(/[\s,£%]/g, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}

function readCost(form: ShiftForm, field: ShiftField, usual: number, fault: Fault): number {
  const text = textOf(form, field);
  if (text === '') return usual;
  const value = numberOf(text);
  if (Number.isNaN(value)) fault(field, 'notNumber');
  else if (value < 0) fault(field, 'negative');
  else if (value > mostPounds) fault(field, 'tooLarge');
  return value;
}

function readPercent(form: ShiftForm, field: ShiftField, fault: Fault): number | null {
  const text = textOf(form, field);
  if (text === '') return null;
  const value = numberOf(text);
  if (Number.isNaN(value)) fault(field, 'notNumber');
  else if (value < 0 || value > 100) fault(field, 'notPercent');
  return value;
}

function readCount(form: ShiftForm, field: ShiftField, fault: Fault): number {
  const text = textOf(form, field);
  if (text === '') {
    fault(field, 'missing');
    return NaN;
  }
  const value = numberOf(text);
  const wrong = faultOfCount(value);
  if (wrong !== null) fault(field, wrong);
  return wrong === null ? value : NaN;
}

function faultOfCount(value: number): ShiftFault | null {
  if (Number.isNaN(value)) return 'notNumber';
  if (value < 0) return 'negative';
  if (!Number.isInteger(value)) return 'notWhole';
  return value > mostContacts ? 'tooLarge' : null;
}

interface Counted {
  readonly contacts: Contacts;
  readonly aim: number;
}

/** The three numbers of one place as a whole; none where something is wrong with them. */
function readTotals(form: ShiftForm, aim: number | null, fault: Fault): Counted[] {
  const faceToFace = readCount(form, 'faceToFace', fault);
  const phone = readCount(form, 'phone', fault);
  const web = readOnline(form, faceToFace + phone, fault);
  if (aim === null && textOf(form, 'aim') === '') fault('aim', 'missing');
  const total = faceToFace + phone + web;
  if (Number.isNaN(total)) return [];
  if (total === 0) fault('faceToFace', 'nobody', '0');
  else if (aim !== null && isBelow(aim, (100 * web) / total)) fault('aim', 'aimBelowNow');
  return [{ contacts: { faceToFace, phone, web }, aim: aim ?? NaN }];
}

/** A share worked out from numbers may be above the one that was typed by the dust of floating point. */
function isBelow(aim: number, now: number): boolean {
  return aim < now - 1e-9;
}

/** Contacts online: as a number, or from the share that they are of all. */
function readOnline(form: ShiftForm, elsewhere: number, fault: Fault): number {
  const [hasNumber, hasShare] = [textOf(form, 'web') !== '', textOf(form, 'now') !== ''];
  if (hasNumber && hasShare) {
    fault('now', 'nowOrWeb');
    return NaN;
  }
  if (!hasShare) return readCount(form, 'web', fault);
  const share = readPercent(form, 'now', fault);
  if (share === null || Number.isNaN(share)) return NaN;
  if (share >= 100) {
    if (share === 100) fault('now', 'allOnline');
    return NaN;
  }
  return (elsewhere * share) / (100 - share);
}

function readTable(
  form: ShiftForm,
  aim: number | null,
  fault: Fault,
): (Counted & { readonly label: string })[] {
  if (([...channels, 'now'] as const).some((field) => textOf(form, field) !== '')) {
    fault('areas', 'totalsOrAreas', '');
  }
  const lines = textOf(form, 'areas')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const filled = lines.flatMap((line, at) => (line === '' ? [] : [{ line, row: at + 1 }]));
  if (filled.length > mostRows) {
    fault('areas', 'tooManyRows', String(filled.length));
    return [];
  }
  const labels = new Set<string>();
  return filled.flatMap(({ line, row }) => {
    const read = readRow(line, aim, (kind, value) => {
      fault('areas', kind, value, row);
    });
    if (read !== null && labels.has(read.label)) fault('areas', 'rowTwice', read.label, row);
    if (read !== null) labels.add(read.label);
    return read === null ? [] : [read];
  });
}

/** Tabs from a spreadsheet, semicolons, or commas that are not within a number of thousands with blanks after them. */
function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
  return line.split(separator).map((cell) => cell.trim());
}

function readRow(
  line: string,
  aim: number | null,
  fault: (kind: ShiftFault, value: string) => void,
): (Counted & { readonly label: string }) | null {
  const [label = '', ...cells] = cellsOf(line);
  const [aimText = '', extra] = cells.slice(3);
  if (label === '' || cells.length < 3 || extra !== undefined) {
    fault('rowShape', line);
    return null;
  }
  const counts: Partial<Record<Channel, number>> = {};
  for (const [at, channel] of channels.entries()) {
    const text = cells[at] ?? '';
    const value = numberOf(text);
    if (faultOfCount(value) !== null) {
      fault('rowNumber', text);
      return null;
    }
    counts[channel] = value;
  }
  const { faceToFace = 0, phone = 0, web = 0 } = counts;
  const total = faceToFace + phone + web;
  if (total === 0) {
    fault('rowNobody', label);
    return null;
  }
  const aimed = aimText === '' ? aim : numberOf(aimText);
  if (aimed === null || Number.isNaN(aimed) || aimed < 0 || aimed > 100) {
    fault('rowAim', aimText);
    return null;
  }
  if (isBelow(aimed, (100 * web) / total)) {
    fault('rowAimBelowNow', aimText === '' ? String(aimed) : aimText);
    return null;
  }
  return { label, contacts: { faceToFace, phone, web }, aim: aimed };
}
