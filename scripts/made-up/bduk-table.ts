import type { LineClass } from './lines.ts';
import type { Random } from './random.ts';

/** The columns of BDUK's release of premises by UPRN. */
export const planColumns =
  'uprn,struprn,bduk_recognised_premises,country,postcode,lot_id,lot_name,subsidy_control_status,current_gigabit,future_gigabit,local_authority_district_ons_code,local_authority_district_ons,region_ons_code,region_ons,bduk_gis,bduk_gis_contract_scope,bduk_gis_final_coverage_date,bduk_gis_contract_name,bduk_gis_supplier,bduk_vouchers,bduk_vouchers_contract_name,bduk_vouchers_supplier,bduk_superfast,bduk_superfast_contract_name,bduk_superfast_supplier,bduk_hubs,bduk_hubs_contract_name,bduk_hubs_supplier'.split(
    ',',
  );

/** What BDUK is to know of a made-up home. */
export interface PlanFacts {
  readonly uprn: number;
  /** With its space. */
  readonly postcode: string;
  readonly line: LineClass;
  readonly country: 'England' | 'Wales';
  readonly lotName: string;
  readonly ladCode: string;
  readonly ladName: string;
  readonly regionCode: string;
  readonly regionName: string;
  /** The name of the contract under which homes with slow lines are to be connected. */
  readonly contractName: string;
}

export const hasGigabit = (line: LineClass): boolean => line === 'full-fibre' || line === 'cable';

/** One line of BDUK's release: a slow line makes a home "white", and not half of these are under contract. */
export function planCells(facts: PlanFacts, random: Random): (string | number)[] {
  const { uprn, line } = facts;
  const isSlow = line === '0' || line === '2' || line === '5' || line === '10';
  const isPlanned = isSlow && random.next() < 0.45;
  const status = isSlow
    ? 'Gigabit White'
    : random.next() < 0.02
      ? 'Gigabit Under Review'
      : 'Gigabit Grey/Black';
  const contract = ['Initial', '2027-03-31', facts.contractName, 'Fictional Fibre Ltd'];
  return [
    uprn,
    `str${uprn}`,
    String(random.next() < 0.98),
    facts.country,
    facts.postcode,
    99,
    facts.lotName,
    status,
    String(hasGigabit(line)),
    String(hasGigabit(line) || isPlanned),
    facts.ladCode,
    facts.ladName,
    facts.regionCode,
    facts.regionName,
    String(isPlanned),
    ...(isPlanned ? contract : ['', '', '', '']),
    ...['false', '', '', 'false', '', '', 'false', '', ''],
  ];
}
