import { addCoverageCommands } from './commands/coverage/index.ts';
import { addFetchCommand } from './commands/fetch.ts';
import { addImportCommand } from './commands/import.ts';
import { addIndexCommands } from './commands/index/index.ts';
import { addListCommand } from './commands/list.ts';
import { addScoreCommand } from './commands/score.ts';
import { addStatusCommand } from './commands/status.ts';
import { addUncertaintyCommand } from './commands/uncertainty.ts';
import { addValidateCommand } from './commands/validate.ts';
import { createProgram, runProgram } from './run-program.ts';

const program = createProgram(
  'atlas',
  'Digital Exclusion Atlas: import open data, score areas, check the scores.',
).configureHelp({ showGlobalOptions: true });

addFetchCommand(program);
addImportCommand(program);
addScoreCommand(program);
addListCommand(program);
addValidateCommand(program);
addUncertaintyCommand(program);
addIndexCommands(program);
addCoverageCommands(program);
addStatusCommand(program);

await runProgram(program);
