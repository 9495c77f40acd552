const { transformSync } = require('esbuild');

/** Jest transform: any script to CommonJS for the Node that runs the tests. */
module.exports = {
  process: (source, filename) =>
    transformSync(source, {
      loader: filename.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      sourcefile: filename,
    }),
};
