type Json = Readonly<Record<string, unknown>>;

interface ParameterEntry {
  readonly name: string;
  readonly place: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly rule: string;
}

interface OperationEntry {
  readonly anchor: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly ParameterEntry[];
  readonly contentTypes: readonly string[];
}

interface OperationGroup {
  readonly name: string;
  readonly operations: readonly OperationEntry[];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(value: unknown, key: string): Json {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

function textAt(value: Json, key: string): string {
  const found = value[key];
  return typeof found === 'string' ? found : '';
}

/** What a parameter may be, in a few words, from its JSON schema. */
function ruleOf(schema: Json): string {
  const parts: string[] = [];
  const choices = schema['enum'];
  if (Array.isArray(choices)) parts.push(`one of ${choices.map(String).join(', ')}`);
  else if (typeof schema['type'] === 'string') parts.push(schema['type']);
  if (typeof schema['minimum'] === 'number') parts.push(`at least ${schema['minimum']}`);
  if (typeof schema['maximum'] === 'number') parts.push(`at most ${schema['maximum']}`);
  const preset = schema['default'];
  if (typeof preset === 'string' || typeof preset === 'number') parts.push(`${preset} when left out`);
  return parts.join(', ');
}

function resolve(document: Json, parameter: unknown): Json {
  if (!isObject(parameter)) return {};
  const name = textAt(parameter, '$ref').split('/').at(-1) ?? '';
  return name === '' ? parameter : objectAt(objectAt(objectAt(document, 'components'), 'parameters'), name);
}

function describeParameter(parameter: Json): ParameterEntry {
  const schema = objectAt(parameter, 'schema');
  return {
    name: textAt(parameter, 'name'),
    place: textAt(parameter, 'in'),
    isRequired: parameter['required'] === true,
    description: textAt(parameter, 'description') || textAt(schema, 'description'),
    rule: ruleOf(schema),
  };
}

const methods = ['get', 'post', 'patch'] as const;

interface Operation {
  readonly path: string;
  readonly method: (typeof methods)[number];
  readonly operation: Json;
}

function operationsOf(document: Json): Operation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(item) && method in item)
      .map((method) => ({ path, method, operation: objectAt(item, method) })),
  );
}

function describeOperation(document: Json, { path, method, operation }: Operation): OperationEntry {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const responses = objectAt(operation, 'responses');
  const success = objectAt(responses, '200' in responses ? '200' : '201');
  return {
    anchor: `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}`,
    method: method.toUpperCase(),
    path,
    summary: textAt(operation, 'summary'),
    parameters: parameters.map((each) => describeParameter(resolve(document, each))),
    contentTypes: Object.keys(objectAt(success, 'content')),
  };
}

/** The OpenAPI document in the order and the words of the page that people read. */
export function describeApi(document: Json): { groups: OperationGroup[]; description: string } {
  const groups = new Map<string, OperationEntry[]>();
  for (const found of operationsOf(document)) {
    const tags = found.operation['tags'];
    const tag = Array.isArray(tags) && typeof tags[0] === 'string' ? tags[0] : 'other';
    groups.set(tag, [...(groups.get(tag) ?? []), describeOperation(document, found)]);
  }
  return {
    description: textAt(objectAt(document, 'info'), 'description'),
    groups: [...groups].map(([name, operations]) => ({ name, operations })),
  };
}
