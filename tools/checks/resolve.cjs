/** For dependency-cruiser: where `#libs/x` lies before anything is built, as package.json says it. */
const { readdirSync } = require('node:fs');
const path = require('node:path');

const root = process.cwd();
const { imports } = require(path.join(root, 'package.json'));
const names = readdirSync(path.join(root, 'libs'));
const source = (built) => path.join(root, built.replace('./dist/', '').replace(/\.js$/, '.ts'));

module.exports = {
  resolve: {
    alias: Object.fromEntries(
      Object.entries(imports)
        .filter(([name]) => name.startsWith('#libs/'))
        .flatMap(([name, built]) =>
          name.includes('*')
            ? names.map((library) => [`${name.replace('*', library)}$`, source(built.replace('*', library))])
            : [[`${name}$`, source(built)]],
        ),
    ),
  },
};
