/** `npm run openapi:gen`: writes docs/openapi.json, from the root of the repository. */
import { writeFileSync } from 'node:fs';
import { protoWords } from '#libs/contracts';
import { openApiText } from './openapi.js';

writeFileSync('docs/openapi.json', openApiText(protoWords()));
