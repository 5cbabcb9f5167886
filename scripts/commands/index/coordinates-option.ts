import { Option } from 'commander';

/** The option that says what the coordinates of a file are, where their range would mislead. */
export function coordinatesOption(): Option {
  return new Option(
    '--coordinates <kind>',
    'longitude and latitude in degrees, or a plane such as a national grid',
  )
    .choices(['auto', 'degrees', 'plane'])
    .default('auto');
}
