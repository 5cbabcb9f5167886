import type { Command } from 'commander';
import { addCompareCommand } from './compare.ts';
import { addConvertCommand } from './convert.ts';
import { addEquityCommand } from './equity.ts';
import { addInterpolateCommand } from './interpolate.ts';
import { addMarginOfErrorCommand } from './margin-of-error.ts';
import { addProtectCommand } from './protect.ts';
import { addReportCommand } from './report.ts';
import { addRunCommand } from './run.ts';
import { addSmallAreasCommand } from './small-areas.ts';
import { addSpatialCommand } from './spatial.ts';
import { addSensitivityCommand } from './sensitivity.ts';
import { addSummariseCommand } from './summarise.ts';
import { addUncertaintyCommand } from './uncertainty.ts';

/** `atlas index ...`: the index engine on files, without a database. */
export function addIndexCommands(program: Command): void {
  const group = program
    .command('index')
    .description('The index engine on your own files, without a database.');
  addRunCommand(group);
  addSpatialCommand(group);
  addEquityCommand(group);
  addInterpolateCommand(group);
  addSummariseCommand(group);
  addConvertCommand(group);
  addCompareCommand(group);
  addReportCommand(group);
  addUncertaintyCommand(group);
  addSensitivityCommand(group);
  addSmallAreasCommand(group);
  addMarginOfErrorCommand(group);
  addProtectCommand(group);
}
