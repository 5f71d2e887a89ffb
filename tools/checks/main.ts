/** `npm run verify:house`: the rules of the house that the linter has no words for. Exit 1 where one is broken. */
import { checkTree } from './catalogue.js';
import { checkProofs } from './proofs.js';

const root = process.cwd();
const { files, findings: inCode } = checkTree(root);
const findings = [...inCode, ...checkProofs(root)];
for (const { path, line, rule, message } of findings) {
  process.stdout.write(`${path}:${line}  ${rule}: ${message}\n`);
}
process.stdout.write(`house: ${files} files, ${findings.length} findings\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
