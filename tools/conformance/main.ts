/** `npm run conformance`: whether participants that run somewhere keep to what a saga relies on. */
import { onceToldToEnd, runCommand } from '../stack/command.js';
import { conformance } from './conformance.js';
import { readOptions } from './options.js';

const USAGE = `Usage: npm run conformance -- --target <host:port> --definition <type> [options]

Calls the participants of a saga definition as the orchestrator would, in every order that goes wrong, and prints a pass
table: each case of the suite against each branch that the targets serve.

  --target <host:port>          where a participant listens; it is asked which branches it serves
  --target <service>=<host:port>  the same for one service, such as suoke.report.v1.ReportService, which it must serve;
                                targets may be given several times
  --definition <type>           the saga whose branches are checked, such as health-consultation
  --step <name>                 only the branches of this step
  --input <file>                an input of the saga as JSON; without it one of examples/ is taken
  --json                        prints the result as JSON
  --help                        this text

Requests are rendered from the definition: the input, and the replies of earlier steps, which are called too where a
target serves them; the replies of others are made up from the protos. Everything is done for persons that are named
conformance-…, and undone in the end. A branch that nothing undoes is not called.

Exit code: 0 when every case passed, 1 when one did not or a target could not be reached, 2 for options that do not exist.`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    print(USAGE);
    return 0;
  }
  const told = new AbortController();
  onceToldToEnd(() => told.abort());
  return conformance(options, print, told.signal);
}

await runCommand('conformance', main);
