import {
  channelShiftQuerySchema,
  channelShiftSchema,
  leftOut,
  type ChannelShift,
  type ChannelShiftQuery,
} from '../../../core/contract/channel-shift.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import {
  channels,
  estimateShift,
  socitmCosts,
  socitmSource,
  sumOfEstimates,
  type UnitCosts,
} from '../../../core/outreach/channel-shift.ts';
import { readShiftForm, type AreaQuestion, type FieldFault } from '../../../core/outreach/read-shift-form.ts';
import { shiftWords } from '../../../core/outreach/shift-words.ts';
import type { AreaReads } from '../../store/area-reads.ts';
import { registerPage, type PageRequest, type PageScope } from '../page.ts';
import { channelShiftCsv } from './channel-shift-csv.ts';

export interface ChannelShiftDependencies {
  readonly areas: AreaReads;
}

type Request = Pick<PageRequest<unknown, ChannelShiftQuery>, 'query' | 't'>;
type Estimated = Extract<ChannelShift, { status: 'estimated' }>;

const path = '/channel-shift';
/** What GOV.UK's error summary leads to, and the fields show. */
const faultsOf = (error: AppError): readonly FieldFault[] =>
  (error.details['faults'] as readonly FieldFault[] | undefined) ?? [];

function faultText({ field, fault, row, value }: FieldFault, t: Request['t']): string {
  return t(`channelShift.fault.${fault}`, { field: t(`channelShift.${field}`), row, value });
}

/** Only what was filled in: an address holds no empty fields, and a problem is told in English. */
function refuse(faults: readonly FieldFault[]): AppError {
  const [first] = faults;
  const english = createTranslator('en');
  return new AppError(
    'invalid-request',
    faults.map((fault) => faultText(fault, english)).join(' '),
    first === undefined ? {} : { details: { field: first.field, reason: faultText(first, english), faults } },
  );
}

function costsOf(unitCosts: UnitCosts): ChannelShift['costs'] {
  return {
    unitCosts,
    areSocitms: channels.every((channel) => unitCosts[channel] === socitmCosts[channel]),
    socitm: socitmCosts,
    source: socitmSource,
  };
}

/** An estimate of what it would save to move contacts online, from the user's own numbers: with .json, .csv and .pdf. */
export function registerChannelShiftPage(scope: PageScope, { areas }: ChannelShiftDependencies): void {
  async function areaOf(label: string): Promise<{ code: string; name: string } | null> {
    // A name may be that of many places; a code is of one.
    if (!/^[A-Z]\d{8}$/i.test(label)) return null;
    const [area] = await areas.findByCode(label.toUpperCase());
    return area === undefined ? null : { code: area.code, name: area.name };
  }

  async function estimate(rows: readonly AreaQuestion[]): Promise<Estimated> {
    const [first] = rows;
    if (first === undefined) throw new Error('There is always a row.');
    const { costs, costRange, moveRange } = first.question;
    const estimates = rows.map(({ question }) => estimateShift(question));
    const total = sumOfEstimates(estimates);
    const isTable = rows.some(({ label }) => label !== '');
    const named = isTable ? await Promise.all(rows.map(({ label }) => areaOf(label))) : [];
    return {
      status: 'estimated',
      costs: costsOf(costs),
      costRange,
      moveRange,
      // In the twin the formula is for programs and stands in English; the page has it in words with the numbers put in.
      formula: shiftWords({ total, costs, costRange, moveRange }, createTranslator('en')).formula.slice(),
      total,
      areas: named.map((area, at) => ({
        label: rows[at]?.label ?? '',
        area,
        estimate: estimates[at] ?? total,
      })),
      leavesOut: [...leftOut],
    };
  }

  async function read({ query }: Request): Promise<ChannelShift> {
    const form = readShiftForm(query as Parameters<typeof readShiftForm>[0]);
    if (form.status === 'faulty') throw refuse(form.faults);
    if (form.status === 'empty') return { status: 'ask', costs: costsOf(socitmCosts) };
    return await estimate(form.areas);
  }

  registerPage(scope, {
    path,
    query: channelShiftQuerySchema,
    data: channelShiftSchema,
    template: 'channel-shift.njk',
    print: ({ status }) => status === 'estimated',
    read,
    view: (data, { query, t, path: address }) => ({
      title: t('channelShift.title'),
      description: t('channelShift.description'),
      ...{ data, typed: query, faults: {}, faultList: [] },
      words: data.status === 'estimated' ? wordsOf(data, t) : null,
      csvAddress: data.status === 'estimated' ? address.replace(path, `${path}.csv`) : null,
    }),
    refused(error, { query, t }) {
      const faults = faultsOf(error);
      if (faults.length === 0) return Promise.resolve(null);
      return Promise.resolve({
        title: t('channelShift.faultTitle', { title: t('channelShift.title') }),
        ...{
          data: { status: 'ask', costs: costsOf(socitmCosts) },
          typed: query,
          words: null,
          csvAddress: null,
        },
        faultList: faults.map((fault) => ({ text: faultText(fault, t), href: `#${fault.field}` })),
        // A field says its first fault beside it; the summary has them all.
        faults: Object.fromEntries(faults.toReversed().map((fault) => [fault.field, faultText(fault, t)])),
      });
    },
  });

  scope.app.get(
    `${path}.csv`,
    { schema: { hide: true, querystring: channelShiftQuerySchema } },
    async ({ query }, reply) => {
      const data = await read({ query, t: createTranslator(scope.locale) });
      if (data.status === 'ask') {
        const reason = 'give contacts a year and the share aimed at';
        throw new AppError('invalid-request', `There is nothing to estimate: ${reason}.`, {
          details: { field: 'faceToFace', reason },
        });
      }
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="channel-shift.csv"')
        .serializer((text: unknown) => String(text))
        .send(channelShiftCsv(data));
    },
  );
}

function wordsOf({ total, costs, costRange, moveRange, areas }: Estimated, t: Request['t']) {
  return {
    ...shiftWords({ total, costs: costs.unitCosts, costRange, moveRange }, t),
    rows: areas.map(({ label, area, estimate }) => ({
      name: area?.name ?? label,
      code: area?.code ?? null,
      estimate,
    })),
  };
}
