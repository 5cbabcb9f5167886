import type { Unit } from '../../core/contract/indicator.ts';

const suffixes: Readonly<Record<Unit, string>> = {
  percent: ' %',
  share: '',
  count: '',
  'rate-per-1000': ' per 1,000',
  pounds: '',
  'megabits-per-second': ' Mbit/s',
  score: '',
  rank: '',
  decile: '',
  metres: ' m',
  years: ' years',
  'people-per-hectare': ' people per hectare',
};

function isUnit(text: string): text is Unit {
  return Object.hasOwn(suffixes, text);
}

/** A value in words with its unit. @example valueText(27.04, 'percent', 1) // '27.0 %' */
export function valueText(value: number, unit: string, decimals: number): string {
  const digits = value.toLocaleString('en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  if (unit === 'pounds') return `£${digits}`;
  return `${digits}${isUnit(unit) ? suffixes[unit] : ''}`;
}
