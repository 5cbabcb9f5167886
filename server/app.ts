import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Profile } from '../core/contract/profile.ts';
import type { Catalogue } from './usecases/catalogue.ts';
import { repositoryFolder } from './repository-folder.ts';
import type { Database } from './database/database.ts';
import type { PrintEngine } from './pdf/chromium-engine.ts';
import { createLimitedQueue } from './pdf/limited-queue.ts';
import { createPagePrinter } from './pdf/page-printer.ts';
import { registerAreaRoutes } from './http/area-routes.ts';
import { registerAtlasRoutes } from './http/atlas-routes.ts';
import { registerCatalogueRoutes } from './http/catalogue-routes.ts';
import { registerProblemRoutes } from './http/coverage/problem-routes.ts';
import { registerUpheldMapRoute } from './http/coverage/upheld-map-route.ts';
import { registerCoverageRiskRoute } from './http/coverage/risk-routes.ts';
import { registerClusterRoutes } from './http/cluster-routes.ts';
import { registerCoverageChangeRoute } from './http/coverage/change-route.ts';
import { registerMobileRoutes } from './http/coverage/mobile-routes.ts';
import { registerCoverageRoutes } from './http/coverage/coverage-routes.ts';
import { linkBase, type App, type HttpSettings } from './http/app-types.ts';
import { createDataVersion, registerConditionalRequests } from './http/conditional.ts';
import { registerNotSpotRoutes } from './http/coverage/not-spot-routes.ts';
import { registerDatasetRoutes } from './http/dataset-routes.ts';
import { registerDocumentRoute } from './http/document-route.ts';
import { answerFrameworkError, registerErrorHandling, registerNotFound } from './http/error-handling.ts';
import { registerHealthRoutes } from './http/health-routes.ts';
import { registerIndicatorColumnRoute } from './http/indicator-column-route.ts';
import { registerIndicatorRoutes } from './http/indicator-routes.ts';
import { registerOpenApi } from './http/openapi.ts';
import { registerPlaceRoutes } from './http/place-routes.ts';
import { registerProfileRoutes } from './http/profile-routes.ts';
import { createReportLimit, registerRateLimits } from './http/rate-limits.ts';
import { registerRankIntervalRoute } from './http/rank-interval-route.ts';
import { describeRequest } from './http/request-log.ts';
import { registerScoreRoutes } from './http/score-routes.ts';
import { registerSearchRoutes } from './http/search-routes.ts';
import { redirectTrailingSlashes } from './http/trailing-slash.ts';
import { registerCors, registerSecurity } from './http/security.ts';
import { registerTileJsonRoute, registerTileRoute, tileTemplate } from './http/tile-routes.ts';
import { registerPremisesTileRoute } from './http/coverage/premises-tile-route.ts';
import { createErrorPage } from './pages/error-page.ts';
import { prefersJson } from './pages/page.ts';
import { registerPages } from './pages/page-routes.ts';
import { createRenderer, type RenderPage } from './pages/render.ts';
import { readEmbedHost, readPageAssets } from './pages/web-build.ts';
import { createAreaReads } from './store/area-reads.ts';
import { createAtlasReads } from './store/atlas-reads.ts';
import { createCoverageReads } from './store/coverage-reads.ts';
import { createProblemReads } from './store/coverage/problem-reads.ts';
import { createPremisesTileReads } from './store/coverage/premises-tile-reads.ts';
import { createCreditReads } from './store/credit-reads.ts';
import { createDatasetStore } from './store/dataset-store.ts';
import { createIndicatorReads } from './store/indicator-reads.ts';
import { createPlaceReads } from './store/place-reads.ts';
import { createReadOnly } from './store/read-only.ts';
import { createScoreReads } from './store/score-reads.ts';
import { createSearchReads } from './store/search-reads.ts';
import { createTileArchives } from './store/tile-archives.ts';
import { oncePerVersion } from './usecases/once-per-version.ts';
import type { Patience } from './usecases/background-jobs.ts';
import { createAreaProfiles } from './usecases/area-profile/area-profile.ts';
import { createDataCatalogues } from './usecases/catalogue/describe-catalogue.ts';
import { createClusters } from './usecases/clusters/find-clusters.ts';
import { createComparisons } from './usecases/compare-in-background.ts';
import { createCoverageChange } from './usecases/coverage/coverage-change.ts';
import { createMobileCoverage } from './usecases/coverage/mobile-coverage.ts';
import { createRiskByCoverage } from './usecases/coverage/risk-by-coverage.ts';
import { createGapReports } from './usecases/coverage/gap-reports.ts';
import { createPremisesLists } from './usecases/coverage/premises-lists.ts';
import { createNotSpotMaps } from './usecases/coverage/not-spot-maps.ts';
import { createNotSpots } from './usecases/coverage/not-spots.ts';
import { createPremisesTiles } from './usecases/coverage/premises-tiles.ts';
import { createFigures } from './usecases/figures/figure-table.ts';
import { readHome } from './usecases/home/read-home.ts';
import { createAreaLists } from './usecases/lists/list-areas.ts';
import { createAreaMaps } from './usecases/maps/area-map.ts';
import { createMethodReports } from './usecases/method/describe-method.ts';
import { createScoring } from './usecases/score-table.ts';

export interface AppDependencies {
  /** Open and migrated, or one that throws `source-unavailable` until it is: pages and API then answer 503. */
  readonly database: Database;
  readonly settings: HttpSettings;
  /** ATLAS_DATA_DIR: tiles are read from `tiles/` in it. */
  readonly dataFolder: string;
  /** The newest migration that this program knows; /ready compares. */
  readonly schemaVersion: number;
  /** The indices that are served, as data/profiles defines them. */
  readonly profiles: readonly Profile[];
  /** What data/sources.yaml and data/indicators.yaml describe, loaded or not. */
  readonly described?: Pick<Catalogue, 'sources' | 'indicators'>;
  /** The clock that the age of data is told by; the machine's own unless said. */
  readonly now?: () => Date;
  /** Ids of the indicators that profiles are checked against. */
  readonly outcomes?: readonly string[];
  readonly logger?: FastifyBaseLogger;
  /** What pages are made into PDFs with; null, or left out, where there is nothing. */
  readonly printEngine?: PrintEngine | null;
  /** Where Vite put the browser code; dist/web of the repository unless said. */
  readonly webFolder?: string;
  /** Parses every JSON answer by its contract before it is sent, and fails with 500 if it breaks it: for tests. */
  readonly parseAnswers?: boolean;
  /** How long pages wait for what is being worked out before they show how far it is: for tests. */
  readonly patience?: Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;
}

/** For how long the version of the data is taken as read: an import shows after at most this long. */
const versionHoldMilliseconds = 1000;

/** Small places are ready within this; who asks for more sees how far it is before two seconds are over. */
const pagePatience = { waitMilliseconds: 1500, retryAfterSeconds: 3 };

/** Clusters of a borough are ready within this; programs ask again for those of England. */
const clusterPatience = { waitMilliseconds: 15_000, retryAfterSeconds: 10 };

/** A workbook or a GeoPackage of a country is some seconds of a core; who waits longer than a minute is cut off. */
const fileLimits = {
  atOnce: 1,
  waitingAtMost: 3,
  retryAfterSeconds: 10,
  refusal: 'Too many files are being written at once.',
};

/** Counting a country by a filter is seconds of the database; a view has a dozen tiles, and the answers are kept. */
const tileLimits = {
  atOnce: 1,
  waitingAtMost: 60,
  retryAfterSeconds: 5,
  refusal: 'Too many filtered tiles are being counted at once.',
};

function createServer({ settings, logger, parseAnswers = false }: AppDependencies): App {
  const server = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy,
    genReqId: () => randomUUID(),
    // Fastify's defaults hold slow clients for ever (measured: 400 of 400 slow connections kept open).
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    maxRequestsPerSocket: 10_000,
    http: { headersTimeout: 10_000 },
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerFrameworkError(linkBase(settings)),
  });
  server.setValidatorCompiler(validatorCompiler);
  // Answers are typed by the contract at compile time and parsed by it in every test; parsing 10,000 rows once more
  // for each caller would cost more than reading them.
  server.setSerializerCompiler(parseAnswers ? serializerCompiler : () => (data) => JSON.stringify(data));
  return server.withTypeProvider<ZodTypeProvider>();
}

async function registerCompression(app: App): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    customTypes:
      /^(text\/|application\/((geo|ld|problem|csvm|vnd\.datapackage|vnd\.tableschema)\+json|json|octet-stream))/,
    // Level 4 is a third of the time of the default 11 for a tenth more bytes.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
  });
}

/** Files with a hash in their name, as Vite builds them: they never change. */
async function registerAssets(app: App, webFolder: string): Promise<void> {
  const assets = join(webFolder, 'assets');
  if (!existsSync(assets)) return;
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/assets/',
    immutable: true,
    maxAge: 31_536_000_000,
    index: false,
    decorateReply: false,
    // A card in a sandbox has no origin: its styles and scripts come from elsewhere, as far as a browser knows.
    setHeaders: (reply) => {
      reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    },
  });
}

interface Pages {
  readonly render: RenderPage;
  /** The addresses of scripts and styles: a page changes with them. */
  readonly assets: readonly string[];
  readonly hostScript: Buffer | null;
}

async function registerRoutes(app: App, dependencies: AppDependencies, pages: Pages): Promise<void> {
  const { settings } = dependencies;
  const { render, assets, hostScript } = pages;
  const database = createReadOnly(dependencies.database);
  const readAtlas = createAtlasReads(database);
  const readCredits = createCreditReads(database);
  const datasets = createDatasetStore(database);
  const areas = createAreaReads(database);
  const indicators = createIndicatorReads(database);
  const search = createSearchReads(database);
  const archives = createTileArchives(join(dependencies.dataFolder, 'tiles'));
  app.addHook('onClose', () => archives.close());
  const dataVersion = createDataVersion({
    readVersion: () => readAtlas.version(),
    now: () => performance.now(),
    holdMilliseconds: versionHoldMilliseconds,
  });
  const atlas = { ...readAtlas, boundarySets: oncePerVersion(dataVersion, () => readAtlas.boundarySets()) };
  const credits = { ...readCredits, everything: oncePerVersion(dataVersion, readCredits.everything) };
  const scoring = createScoring({ database, profiles: dependencies.profiles, dataVersion });
  const patience = dependencies.patience ?? pagePatience;
  const methods = createMethodReports({
    ...{ database, scoring, dataVersion, patience },
    outcomeIds: dependencies.outcomes ?? [],
  });
  const comparisons = createComparisons({ database, scoring, dataVersion, patience });
  const clusters = createClusters({
    database,
    writer: dependencies.database,
    scoring,
    dataVersion,
    patience: clusterPatience,
    onNotStored: (error) => {
      app.log.warn({ err: error }, 'clusters could not be stored');
    },
  });
  const figures = createFigures({
    ...{ database, scoring, dataVersion, patience },
    indicatorIds: oncePerVersion(dataVersion, async () => (await indicators.list()).map(({ id }) => id)),
  });
  const home = oncePerVersion(dataVersion, () => readHome({ database, scoring, datasets, credits }));
  const printer = createPagePrinter({
    engine: dependencies.printEngine ?? null,
    onTrouble: (error) => {
      app.log.warn({ err: error }, 'a page could not be made into a PDF');
    },
  });
  app.addHook('onClose', () => printer.close());
  const lists = createAreaLists({ database, figures });
  const fileQueue = createLimitedQueue(fileLimits);
  const tileQueue = createLimitedQueue(tileLimits);
  const maps = createAreaMaps({ database, scoring, dataVersion });
  const mobileCoverage = createMobileCoverage({ database, dataVersion });
  const coverageChanges = createCoverageChange({ database, dataVersion });
  const riskByCoverage = createRiskByCoverage({ database, scoring, dataVersion });
  const gapReports = createGapReports({ database, dataVersion });
  const premisesLists = createPremisesLists(database);
  const notSpots = createNotSpots({ database, scoring, dataVersion });
  const now = dependencies.now ?? (() => new Date());
  const coverageProblems = {
    database: dependencies.database,
    problems: createProblemReads(database),
    limitReports: createReportLimit(app, settings),
    now,
  };
  const today = (): string => now().toISOString().slice(0, 10);
  // Ages are told in days and months: an answer of yesterday is not today's.
  const datedVersion = async (): Promise<string> => `${await dataVersion()} ${today()}`;
  const { sources = [], indicators: definitions = [] } = dependencies.described ?? {};
  const catalogues = createDataCatalogues({
    ...{ database, dataVersion, credits, today, patience },
    described: { sources, indicators: definitions, profiles: dependencies.profiles },
  });
  app.addHook('onClose', () => {
    catalogues.close();
    figures.close();
    fileQueue.close();
    tileQueue.close();
    clusters.close();
    methods.close();
    comparisons.close();
  });
  const tiles = { settings, atlas, credits, archives };
  const tileReads = createPremisesTileReads(database);
  const premisesSnapshots = oncePerVersion(dataVersion, () => tileReads.snapshots());
  const premisesTiles = createPremisesTiles(tileReads, {
    snapshots: premisesSnapshots,
    inTurn: (work) => tileQueue.run(work),
  });

  registerHealthRoutes(app, { atlas, expectedSchemaVersion: dependencies.schemaVersion });
  registerTileRoute(app, tiles);
  registerPremisesTileRoute(app, { settings, premisesTiles });
  await app.register(
    (scope, _options, done) => {
      const api = scope.withTypeProvider<ZodTypeProvider>();
      registerCors(api);
      registerConditionalRequests(api, datedVersion);
      registerAtlasRoutes(api, { settings, atlas, credits });
      registerDatasetRoutes(api, datasets);
      registerCatalogueRoutes(api, { settings, catalogues });
      registerProfileRoutes(api, { database, scoring, areas, methods, comparisons });
      registerIndicatorColumnRoute(api, { database, scoring, credits, indicators });
      registerScoreRoutes(api, { settings, scoring });
      registerRankIntervalRoute(api, { database, scoring });
      registerClusterRoutes(api, clusters);
      registerAreaRoutes(api, { areas, indicators, scores: createScoreReads(database), credits });
      registerIndicatorRoutes(api, { settings, areas, indicators, credits });
      registerSearchRoutes(api, search);
      registerPlaceRoutes(api, {
        places: createPlaceReads(database),
        coverage: createCoverageReads(database),
        credits,
      });
      registerProblemRoutes(api, { ...coverageProblems, settings, credits });
      registerCoverageChangeRoute(api, coverageChanges);
      registerMobileRoutes(api, mobileCoverage);
      registerTileJsonRoute(api, tiles);
      registerCoverageRiskRoute(api, { settings, scoring, riskByCoverage });
      registerCoverageRoutes(api, { database, settings, gapReports, premisesLists, fileQueue });
      registerNotSpotRoutes(api, notSpots);
      registerUpheldMapRoute(api, { database, credits });
      done();
    },
    { prefix: '/api/v1' },
  );
  registerDocumentRoute(app, render);
  await app.register((scope, _options, done) => {
    const pages = scope.withTypeProvider<ZodTypeProvider>();
    registerConditionalRequests(
      pages,
      () => datedVersion().then((version) => `${version} ${assets.join(' ')} ${String(printer.isAvailable)}`),
      {
        vary: 'accept, accept-encoding',
        of: ({ headers }) => (prefersJson(headers.accept) ? 'json' : 'html'),
      },
    );
    const editor = {
      database: dependencies.database,
      indicators,
      outcomeIds: dependencies.outcomes ?? [],
      shippedIds: dependencies.profiles.map(({ id }) => id),
    };
    registerPages(pages, {
      render,
      settings,
      catalogues,
      credits,
      scoring,
      methods,
      comparisons,
      editor,
      clusters,
      coverageProblems,
      patience,
      figures,
      database,
      search,
      home,
      coverageChanges,
      mobileCoverage,
      crawledCodes: () => areas.currentCodes(['region', 'lad', 'ward']),
      printer,
      hostScript,
      lists,
      fileQueue,
      areas,
      areaProfiles: createAreaProfiles({ database, scoring, figures, maps, dataVersion }),
      maps,
      riskByCoverage,
      gapReports,
      premisesLists,
      notSpots,
      notSpotMaps: createNotSpotMaps(database),
      premisesMap: {
        ...{ tileReads, premisesSnapshots, areas, boundarySets: atlas.boundarySets },
        tilesOf: (set) => tileTemplate(set, linkBase(settings)),
      },
    });
    done();
  });
}

/**
 * Builds the HTTP service: plugins and routes in the order they are written here. It reads no environment and opens
 * no port, so that tests call it with `inject`.
 *
 * @throws when a route or a plugin cannot be registered; never because the database is away.
 */
export async function buildApp(dependencies: AppDependencies): Promise<App> {
  const webFolder = dependencies.webFolder ?? join(repositoryFolder, 'dist', 'web');
  const pageAssets = readPageAssets(webFolder);
  const render = createRenderer(pageAssets, dependencies.settings.publicUrl);
  const app = createServer(dependencies);
  registerErrorHandling(app, {
    publicUrl: linkBase(dependencies.settings),
    renderErrorPage: createErrorPage(render),
  });
  app.addHook('onResponse', describeRequest);
  await registerSecurity(app, dependencies.settings);
  await registerRateLimits(app, dependencies.settings);
  redirectTrailingSlashes(app);
  registerNotFound(app);
  await registerCompression(app);
  await registerOpenApi(app, dependencies.settings);
  await registerAssets(app, webFolder);
  await registerRoutes(app, dependencies, {
    render,
    assets: [JSON.stringify(pageAssets)],
    hostScript: readEmbedHost(webFolder),
  });
  await app.ready();
  return app;
}
