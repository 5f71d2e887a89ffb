import { definitionSuite } from '#libs/testkit/participants';
import { DEFINITIONS } from './registry.js';

// Whatever is registered is held against what it promises: a new definition needs no line here.
for (const definition of DEFINITIONS) definitionSuite(definition);
