import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { areaSummarySchema } from '../../core/contract/area.ts';
import { attributionSchema, datasetSchema, releaseSchema } from '../../core/contract/dataset.ts';
import { indicatorSummarySchema, indicatorValueSchema } from '../../core/contract/indicator.ts';
import { problemSchema } from '../../core/contract/problem.ts';
import { comparisonBaseSchema, componentSchema, profileSummarySchema } from '../../core/contract/profile.ts';
import { pageLimits } from '../../core/contract/queries.ts';
import { explanationSchema, scoreSchema } from '../../core/contract/score.ts';
import type { App, HttpSettings } from './app-types.ts';

/**
 * The parameter that clients look for by its place: QGIS takes its page size from
 * `components.parameters.limit.schema`, and falls back to pages of 100 (357 requests and 123 s for the LSOAs of
 * England and Wales, where pages of 10,000 take 7 requests and 15 s) when it finds the limit only inside a path.
 */
const limitParameter = {
  name: 'limit',
  in: 'query',
  required: false,
  description: 'How many rows a page holds.',
};
const limitJsonSchema = { type: 'integer', ...pageLimits };

const problemResponse = {
  description: 'Anything but a success: problem details by RFC 9457.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

export type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSharedLimit(parameter: unknown): boolean {
  if (!isObject(parameter) || parameter['name'] !== 'limit' || !isObject(parameter['schema'])) return false;
  const { schema } = parameter;
  return schema['default'] === limitJsonSchema.default && schema['maximum'] === limitJsonSchema.maximum;
}

function finishOperation(operation: unknown): unknown {
  if (!isObject(operation)) return operation;
  const { parameters, responses } = operation;
  return {
    ...operation,
    ...(Array.isArray(parameters)
      ? {
          parameters: parameters.map((parameter: unknown) =>
            isSharedLimit(parameter) ? { $ref: '#/components/parameters/limit' } : parameter,
          ),
        }
      : {}),
    responses: {
      ...(isObject(responses) ? responses : {}),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function finishPaths(paths: unknown): Record<string, Json> {
  if (!isObject(paths)) return {};
  const finished: Record<string, Json> = {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    finished[path] = Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [method, finishOperation(operation)]),
    );
  }
  return finished;
}

const information = {
  title: 'Digital Exclusion Atlas',
  version: '1.0.0',
  description:
    'Where people are at risk of digital exclusion: areas, indicators, scores and where every figure comes from. ' +
    'Missing is null with a reason, never 0. Rank 1 and decile 1 are the greatest risk; scores run from 0 to 100.',
  license: { name: 'MIT (the code; data keeps the licence that each dataset names)', identifier: 'MIT' },
};

/** Schemas that the document names once and refers to, instead of repeating them in every answer. */
const namedSchemas: readonly (readonly [string, z.ZodType])[] = [
  ['AreaSummary', areaSummarySchema],
  ['Attribution', attributionSchema],
  ['ComparisonBase', comparisonBaseSchema],
  ['Dataset', datasetSchema],
  ['Explanation', explanationSchema],
  ['IndicatorSummary', indicatorSummarySchema],
  ['IndicatorValue', indicatorValueSchema],
  ['Problem', problemSchema],
  ['ProfileComponent', componentSchema],
  ['ProfileSummary', profileSummarySchema],
  ['Release', releaseSchema],
  ['Score', scoreSchema],
];
for (const [id, schema] of namedSchemas) {
  if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
}

/** Every component that something refers to, directly or through another component. */
function usedSchemas(paths: unknown, schemas: Json): Json {
  const used = new Set<string>(['Problem']);
  const collect = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      collect(schemas[name]);
    }
  };
  collect(paths);
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

/** Collects the schemas of the routes; must be registered before them. */
export async function registerOpenApi(app: App, settings: HttpSettings): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: information, servers: [{ url: settings.publicUrl ?? '/' }] },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

/** The OpenAPI 3.1 document, made from the very schemas that requests are parsed with. Needs all routes registered. */
export function openApiDocument(app: App): Json {
  const document: unknown = app.swagger();
  if (!isObject(document)) throw new Error('the OpenAPI document is not an object');
  const components = isObject(document['components']) ? document['components'] : {};
  const schemas = isObject(components['schemas']) ? components['schemas'] : {};
  const paths = finishPaths(document['paths']);
  return {
    ...document,
    paths,
    components: {
      ...components,
      schemas: usedSchemas(paths, schemas),
      parameters: { limit: { ...limitParameter, schema: limitJsonSchema } },
      responses: { Problem: problemResponse },
    },
  };
}
