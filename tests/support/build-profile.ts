import { profileSchema, type Profile } from '../../core/contract/profile.ts';
import { compileProfile, type CompiledIndex } from '../../core/index/compile-profile.ts';

/** A profile with everything that a test does not care about filled in. */
export function buildProfile(overrides: Readonly<Record<string, unknown>>): Profile {
  return profileSchema.parse({
    id: 'test-index',
    version: '1.0.0',
    title: 'Test index',
    summary: 'Made up for a test.',
    areas: { type: 'lsoa', vintage: 2021 },
    base: { kind: 'everything' },
    normalise: { method: 'min-max' },
    aggregate: { method: 'arithmetic' },
    availability: 0,
    presentation: { method: 'linear', lower: 0, upper: 100 },
    components: [{ id: 'all', title: 'All', children: [{ indicator: 'a' }, { indicator: 'b' }] }],
    ...overrides,
  });
}

/** Compiles a profile whose indicators are all higher-is-riskier unless their leaf says otherwise. */
export function buildIndex(overrides: Readonly<Record<string, unknown>>): CompiledIndex {
  return compileProfile(buildProfile(overrides), () => 'higher-is-riskier');
}

/** One component per indicator: an index whose inputs are the published domains. */
export function domainComponents(
  weights: Readonly<Record<string, number>>,
  leaf: Readonly<Record<string, unknown>> = {},
): unknown[] {
  return Object.entries(weights).map(([id, weight]) => ({
    id: `${id}-domain`,
    title: id,
    weight,
    aggregate: { method: 'arithmetic' },
    children: [{ indicator: id, ...leaf }],
  }));
}
