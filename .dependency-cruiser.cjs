/** The direction of dependencies (docs/decisions/0001): what may import what. */
const never = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
module.exports = {
  forbidden: [
    never('no-cycles', {}, { circular: true }, 'Two files that need each other are one file or three.'),
    never(
      'contract-imports-zod-only',
      { path: '^core/contract/' },
      { pathNot: '^(core/contract/|core/errors\\.ts$|node_modules/zod/)' },
      'The contract depends on nothing but zod.',
    ),
    never(
      'core-is-pure',
      { path: '^core/' },
      {
        pathNot:
          '^(core/|node_modules/(zod|intl-messageformat|@formatjs|d3-array|internmap|ml-matrix|flatbush|flatqueue|highs|@turf|topojson-[a-z]+|@types)/)',
      },
      'Core does no I/O and imports small pure libraries only.',
    ),
    never(
      'sources-know-no-sql-and-no-http',
      { path: '^server/sources/' },
      { path: '^(server/(store|usecases|http|pages|database)/|node_modules/(fastify|pg|@electric-sql)/)' },
      'Readers turn bytes into rows, nothing else.',
    ),
    never(
      'store-is-sql-only',
      { path: '^server/store/' },
      { path: '^(server/(sources|usecases|http|pages)/|core/index/|node_modules/fastify/)' },
      'Stores hold SQL, not statistics.',
    ),
    never(
      'usecases-know-no-http',
      { path: '^server/usecases/' },
      { path: '^(server/(http|pages)/|node_modules/fastify/)' },
      'Use cases decide; they do not speak HTTP.',
    ),
    never(
      'http-reads-through-stores',
      { path: '^server/(http|pages)/' },
      { path: '^(server/(database|sources)/(?!database\\.ts)|core/(index|spatial)/)' },
      'Routes call use cases and stores.',
    ),
    never(
      'pdf-knows-no-pages',
      { path: '^server/pdf/' },
      { path: '^server/(database|sources|store|http|pages)/' },
      'What prints takes HTML and gives a PDF; whose page it is it does not know.',
    ),
    never(
      'database-is-a-leaf',
      { path: '^server/database/' },
      { path: '^(server/(store|sources|usecases|http|pages)/|core/(?!errors\\.ts|contract/))' },
      'Adapters know databases only.',
    ),
    never(
      'web-uses-core-only',
      { path: '^web/' },
      { path: '^(server|scripts)/' },
      'The browser never imports the server.',
    ),
    never(
      'nothing-imports-web',
      { path: '^(core|server|scripts)/' },
      { path: '^web/' },
      'The server never imports the browser code.',
    ),
    never(
      'no-orphans',
      { orphan: true, path: '^(core|server)/', pathNot: '\\.d\\.ts$' },
      {},
      'Nothing uses this file.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
