/** For dependency-cruiser: where `#libs/<name>` lies before anything is built. */
const { readdirSync } = require('node:fs');
const path = require('node:path');

const root = process.cwd();
const libraries = readdirSync(path.join(root, 'libs'));

module.exports = {
  resolve: {
    alias: Object.fromEntries(
      libraries.map((name) => [`#libs/${name}$`, path.join(root, 'libs', name, 'src/index.ts')]),
    ),
  },
};
