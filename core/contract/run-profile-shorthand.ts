/**
 * The short ways of writing a profile, turned into the full one before it is checked. What is not understood is left as
 * it is, so that the check names it.
 */

type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes a profile out in full:
 *
 * - `indicators: [a, b]` at the top, or in a component, for `components` and `children`; a bare name for `{indicator}`;
 * - `normalise: min-max` for `{method: min-max}`, likewise aggregate, weighting, presentation, impute; `treat: default`;
 * - `base: {within: region}` or `{codes: [...]}`; `direction: -1`, `lower`; `goalposts: [20, 85]`;
 * - stages: `- denominate` for `{stage: denominate}`, and a method's options beside `stage`, not under `by`.
 */
export function writeOut(profile: unknown): unknown {
  if (!isFields(profile)) return profile;
  const { indicators, components, ...rest } = profile;
  const children = indicators !== undefined && components === undefined ? indicators : components;
  return {
    ...methodsWrittenOut(rest),
    ...(profile['base'] === undefined ? {} : { base: baseOf(profile['base']) }),
    ...(profile['recipe'] === undefined ? {} : { recipe: listOf(profile['recipe'], stageOf) }),
    ...(children === undefined ? {} : { components: listOf(children, nodeOf) }),
    // Both at once is not understood: the check says that there is no such field beside components.
    ...(indicators !== undefined && components !== undefined ? { indicators } : {}),
  };
}

function nodeOf(node: unknown): unknown {
  if (isName(node)) return { indicator: String(node) };
  if (!isFields(node)) return node;
  return 'indicator' in node ? leafOf(node) : componentOf(node);
}

function leafOf(leaf: Fields): unknown {
  const { indicator, direction, goalposts, treat } = leaf;
  return {
    ...methodsWrittenOut(leaf),
    // YAML takes a column called 2011 for a number.
    ...(typeof indicator === 'number' ? { indicator: String(indicator) } : {}),
    ...(direction === undefined ? {} : { direction: directionOf(direction) }),
    ...(goalposts === undefined ? {} : { goalposts: goalpostsOf(goalposts) }),
    ...(treat === 'default' ? { treat: {} } : {}),
  };
}

function componentOf(component: Fields): unknown {
  const { indicators, children, id, ...rest } = component;
  const list = children ?? indicators;
  return {
    ...methodsWrittenOut(rest),
    ...(id === undefined ? {} : { id: typeof id === 'number' ? String(id) : id }),
    ...(rest['title'] === undefined && isName(id) ? { title: String(id) } : {}),
    ...(list === undefined ? {} : { children: listOf(list, nodeOf) }),
    ...(children !== undefined && indicators !== undefined ? { indicators } : {}),
  };
}

function stageOf(stage: unknown): unknown {
  if (typeof stage === 'string') return { stage };
  if (!isFields(stage)) return stage;
  const { stage: name, indicators, by, ...options } = stage;
  const hasMethod = name === 'impute' || name === 'treat' || name === 'normalise' || name === 'aggregate';
  const listed = indicators === undefined ? {} : { indicators };
  if (!hasMethod || by !== undefined) return { ...stage, ...(by === undefined ? {} : { by: methodOf(by) }) };
  return { stage: name, ...listed, by: name === 'treat' ? { ...options } : boundsWrittenOut(options) };
}

/** `method` fields that were given as a bare name. */
function methodsWrittenOut(fields: Fields): Fields {
  const out: Record<string, unknown> = { ...fields };
  for (const key of ['normalise', 'aggregate', 'weighting', 'presentation', 'impute']) {
    if (key in out) out[key] = methodOf(out[key]);
  }
  return out;
}

function methodOf(value: unknown): unknown {
  if (typeof value === 'string') return { method: value };
  return isFields(value) ? boundsWrittenOut(value) : value;
}

/** A method's `range: [1, 100]` for its lower and upper end. */
export function boundsWrittenOut(method: Fields): Fields {
  const { range, ...rest } = method;
  if (!Array.isArray(range) || range.length !== 2) return method;
  const bounds: readonly unknown[] = range;
  const [low, high] = bounds;
  return method['method'] === 'goalposts' || method['method'] === 'scaled'
    ? { ...rest, lowest: low, highest: high }
    : { ...rest, lower: low, upper: high };
}

function baseOf(base: unknown): unknown {
  if (typeof base === 'string') return base === 'everything' ? { kind: 'everything' } : base;
  if (!isFields(base)) return base;
  // The Atlas's own profiles name the kind of area; in a file it is the column of that name.
  if (base['kind'] === 'within' && 'type' in base) {
    return { ...without(base, 'type'), column: base['type'] };
  }
  if ('kind' in base) return base;
  if ('within' in base) return { ...without(base, 'within'), kind: 'within', column: base['within'] };
  if ('codes' in base) return { ...base, kind: 'selection' };
  return base;
}

function directionOf(direction: unknown): unknown {
  if (direction === 1 || direction === 'higher' || direction === '+') return 'higher-is-riskier';
  if (direction === -1 || direction === 'lower' || direction === '-') return 'lower-is-riskier';
  return direction;
}

function goalpostsOf(goalposts: unknown): unknown {
  if (!Array.isArray(goalposts) || goalposts.length !== 2) return goalposts;
  const bounds: readonly unknown[] = goalposts;
  const [lower, upper] = bounds;
  return { lower, upper };
}

function listOf(value: unknown, write: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map((item: unknown) => write(item)) : value;
}

function without(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
}

function isName(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
