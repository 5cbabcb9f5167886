/** Ways of getting in touch with a council, the dearest first. */
export const channels = ['faceToFace', 'phone', 'web'] as const;
export type Channel = (typeof channels)[number];

/** Pounds for one contact of each channel. */
export type UnitCosts = Readonly<Record<Channel, number>>;

/** Contacts a year by channel. */
export type Contacts = Readonly<Record<Channel, number>>;

/**
 * What one contact cost an English council on average: £8.62 a visit, £2.83 a call, £0.15 a visit to the website. Socitm
 * set these out in 2012 and said they had hardly changed since 2009.
 */
export const socitmCosts: UnitCosts = { faceToFace: 8.62, phone: 2.83, web: 0.15 };

/** Where the costs were read. Socitm's own briefing is for its members. */
export const socitmSource = {
  title: 'Socitm: two-thirds of council enquiries are now digital',
  publisher: 'Computerworld UK',
  year: 2012,
  address:
    'https://www.computerworld.com/article/3417212/socitm--two-thirds-of-council-enquiries-are-now-digital.html',
} as const;

export interface ShiftQuestion {
  readonly contacts: Contacts;
  /** Share of all contacts that is to be online, percent (0-100); at least the share that is online now. */
  readonly aim: number;
  readonly costs: UnitCosts;
  /** By how many percent each unit cost may be off, either way; null where the user gives none. */
  readonly costRange: number | null;
  /** By how many percent the number of contacts that move may be off, either way; null where the user gives none. */
  readonly moveRange: number | null;
}

/** Pounds a year. Low and high are those of the central estimate where the user gives no range. */
export interface Saving {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

export interface ShiftEstimate {
  readonly contacts: Contacts;
  readonly total: number;
  /** Percent of all contacts (0-100). */
  readonly shareNow: number;
  readonly aim: number;
  /** Contacts a year that go online: never more than there are on other channels. */
  readonly moved: number;
  readonly movedFaceToFace: number;
  readonly movedPhone: number;
  /** Pounds a year for all contacts, at the unit costs. */
  readonly costNow: number;
  readonly costThen: number;
  readonly saving: Saving;
}

/**
 * What handling contacts would cost less if more of them came online, all other things equal:
 *
 *   moved = aim / 100 x all contacts - contacts online
 *   saving = moved face to face x (cost of a visit - cost online) + moved calls x (cost of a call - cost online)
 *
 * Contacts leave the two other channels in proportion to their numbers. The range is the lowest and the highest saving that
 * the user's own plus or minus allow: fewer or more contacts move, and visits and calls are cheaper while the web is dearer,
 * or the other way round.
 *
 * Shape: contacts not negative and at least one in all; aim at least the share online now.
 *
 * @example estimateShift({ contacts: { faceToFace: 100, phone: 300, web: 600 }, aim: 80, costs: socitmCosts, costRange: null, moveRange: null }).moved // 200
 */
export function estimateShift({ contacts, aim, costs, costRange, moveRange }: ShiftQuestion): ShiftEstimate {
  const { faceToFace, phone, web } = contacts;
  const elsewhere = faceToFace + phone;
  const total = elsewhere + web;
  const moved = atMost(elsewhere, Math.max(0, (aim / 100) * total - web));
  const partFaceToFace = elsewhere === 0 ? 0 : faceToFace / elsewhere;
  const savingOf = (contactsMoved: number, each: UnitCosts): number =>
    contactsMoved * (partFaceToFace * each.faceToFace + (1 - partFaceToFace) * each.phone - each.web);
  const corners = bounds(moved, moveRange).flatMap((count) =>
    costsAtBounds(costs, costRange).map((each) => savingOf(atMost(elsewhere, count), each)),
  );
  const central = savingOf(moved, costs);
  const costNow = costOf(contacts, costs);
  return {
    contacts,
    total,
    shareNow: (100 * web) / total,
    aim,
    moved,
    movedFaceToFace: moved * partFaceToFace,
    movedPhone: moved * (1 - partFaceToFace),
    costNow,
    costThen: costNow - central,
    saving: { low: Math.min(central, ...corners), central, high: Math.max(central, ...corners) },
  };
}

/** Estimates of several areas taken together: what can be added is added, shares are of the sums. */
export function sumOfEstimates(estimates: readonly ShiftEstimate[]): ShiftEstimate {
  const sum = (of: (estimate: ShiftEstimate) => number): number =>
    estimates.reduce((before, estimate) => before + of(estimate), 0);
  const contacts = {
    faceToFace: sum((each) => each.contacts.faceToFace),
    phone: sum((each) => each.contacts.phone),
    web: sum((each) => each.contacts.web),
  };
  const total = sum((each) => each.total);
  const moved = sum((each) => each.moved);
  return {
    contacts,
    total,
    shareNow: (100 * contacts.web) / total,
    aim: (100 * (contacts.web + moved)) / total,
    moved,
    movedFaceToFace: sum((each) => each.movedFaceToFace),
    movedPhone: sum((each) => each.movedPhone),
    costNow: sum((each) => each.costNow),
    costThen: sum((each) => each.costThen),
    saving: {
      low: sum((each) => each.saving.low),
      central: sum((each) => each.saving.central),
      high: sum((each) => each.saving.high),
    },
  };
}

function atMost(limit: number, value: number): number {
  return Math.min(limit, value);
}

function bounds(value: number, range: number | null): number[] {
  return range === null ? [value] : [value * (1 - range / 100), value * (1 + range / 100)];
}

/** The two sets of costs between which a saving lies: visits and calls at one end, the web at the other. */
function costsAtBounds(costs: UnitCosts, range: number | null): UnitCosts[] {
  if (range === null) return [costs];
  const [less, more] = [1 - range / 100, 1 + range / 100];
  return [
    { faceToFace: costs.faceToFace * less, phone: costs.phone * less, web: costs.web * more },
    { faceToFace: costs.faceToFace * more, phone: costs.phone * more, web: costs.web * less },
  ];
}

function costOf(contacts: Contacts, costs: UnitCosts): number {
  return channels.reduce((sum, channel) => sum + contacts[channel] * costs[channel], 0);
}
