import {
  classings,
  defaultState,
  layerKinds,
  mapAreaTypes,
  overlayKinds,
  sortColumns,
  viewKinds,
} from './explorer-state.ts';
import type { ExplorerState, Measure, Sort } from './explorer-state.ts';
import { boundedNumber, cameraText, oneOf, parseCamera } from './address-parts.ts';
import { formatRule } from '../../core/contract/filter-rule.ts';
import { parseMapRule, type MapRule } from './filter-rule.ts';

const identifier = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const basePattern = /^(everything|nation|region|lad|in:[A-Z0-9]{4,12}(,[A-Z0-9]{4,12})*)$/;

function matching(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

/** The measure that a text names; the score for a text that is none. The inverse of measureText. */
export function parseMeasure(text: string | null): Measure {
  if (text === 'clusters' || text === 'worst-tenth') return { kind: text };
  const [kind, id] = (text ?? '').split(':');
  if (id === undefined || !identifier.test(id)) return defaultState.measure;
  return kind === 'component' || kind === 'indicator' ? { kind, id } : defaultState.measure;
}

function parseWeights(text: string | null): Record<string, number> {
  const entries = (text ?? '').split(',').flatMap((part): [string, number][] => {
    const [id, weightText] = part.split(':');
    const weight = boundedNumber(weightText ?? null, 0, 10);
    if (id === undefined || !identifier.test(id) || weight === null || weight === 1) return [];
    return [[id, weight]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parseSort(text: string | null): Sort {
  const descending = text !== null && text.startsWith('-');
  const column = oneOf(sortColumns, descending ? text.slice(1) : text, defaultState.sort.column);
  return { column, descending };
}

function parseOverlays(text: string | null): ExplorerState['overlays'] {
  if (text === null) return defaultState.overlays;
  const wanted = text.split(',');
  return overlayKinds.filter((kind) => wanted.includes(kind));
}

/**
 * Reads the state from the query of an address. Tolerant: what is unknown or out of range falls back to the default,
 * so that an old or hand-edited link still opens a map.
 *
 * @example parseState(new URLSearchParams('areas=ward&area=E05015310')).selected // 'E05015310'
 */
export function parseState(query: URLSearchParams): ExplorerState {
  const rules = query
    .getAll('where')
    .map(parseMapRule)
    .filter((rule): rule is MapRule => rule !== null);
  const off = (query.get('off') ?? '').split(',').filter((id) => identifier.test(id));
  return {
    profile: matching(query.get('profile'), /^[a-z0-9.-]+$/),
    base: matching(query.get('base'), basePattern),
    areaType: oneOf(mapAreaTypes, query.get('areas'), defaultState.areaType),
    measure: parseMeasure(query.get('show')),
    classing: oneOf(classings, query.get('classes'), defaultState.classing),
    classCount: Math.round(boundedNumber(query.get('count'), 3, 9) ?? defaultState.classCount),
    palette: matching(query.get('colours'), identifier) ?? defaultState.palette,
    weights: parseWeights(query.get('weights')),
    off: [...new Set(off)].sort(),
    filters: { match: query.get('match') === 'any' ? 'any' : 'all', rules },
    selected: matching(query.get('area'), /^[A-Z0-9]{4,12}$/),
    camera: parseCamera(query.get('map')),
    opacity: Math.round(boundedNumber(query.get('opacity'), 0, 100) ?? defaultState.opacity),
    layer: oneOf(layerKinds, query.get('layer'), defaultState.layer),
    isUncertainHatched: query.get('hatch') === 'uncertain',
    overlays: parseOverlays(query.get('overlays')),
    sort: parseSort(query.get('sort')),
    view: oneOf(viewKinds, query.get('view'), defaultState.view),
    embed: query.has('embed') && query.get('embed') !== 'false',
  };
}

function measureText(measure: Measure): string {
  if (measure.kind === 'score') return '';
  return 'id' in measure ? `${measure.kind}:${measure.id}` : measure.kind;
}

function textParts(state: ExplorerState): Record<string, string> {
  const { measure, sort } = state;
  return {
    profile: state.profile ?? '',
    base: state.base ?? '',
    areas: state.areaType,
    show: measureText(measure),
    classes: state.classing,
    count: String(state.classCount),
    colours: state.palette,
    weights: Object.keys(state.weights)
      .sort()
      .map((id) => `${id}:${state.weights[id] ?? 1}`)
      .join(','),
    off: state.off.join(','),
    match: state.filters.match,
    area: state.selected ?? '',
    map: state.camera === null ? '' : cameraText(state.camera),
    opacity: String(state.opacity),
    layer: state.layer,
    hatch: state.isUncertainHatched ? 'uncertain' : '',
    overlays: state.overlays.join(','),
    sort: `${sort.descending ? '-' : ''}${sort.column}`,
    view: state.view,
    embed: state.embed ? 'true' : '',
  };
}

const defaultParts = textParts(defaultState);

/** The query that parseState reads back to the same state; what stands at its default is left out. */
export function serialiseState(state: ExplorerState): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, text] of Object.entries(textParts(state))) {
    if (text !== defaultParts[name]) query.set(name, text);
  }
  for (const rule of state.filters.rules) query.append('where', formatRule(rule));
  return query;
}

/** The query as people can read it in the address bar: commas, colons and slashes need no escape there. */
export function queryText(state: ExplorerState): string {
  const text = serialiseState(state).toString();
  return text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
}
