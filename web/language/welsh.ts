import clusters from '../../core/language/messages/cy/clusters.json' with { type: 'json' };
import explorer from '../../core/language/messages/cy/explorer.json' with { type: 'json' };
import fit from '../../core/language/messages/cy/fit.json' with { type: 'json' };
import indicator from '../../core/language/messages/cy/indicator.json' with { type: 'json' };
import kinds from '../../core/language/messages/cy/kinds.json' with { type: 'json' };
import missing from '../../core/language/messages/cy/missing.json' with { type: 'json' };
import profile from '../../core/language/messages/cy/profile.json' with { type: 'json' };

/** What the explorer says in Welsh, titles of indicators and profiles among it, and sentences that the API has in English. */
export const texts = { clusters, explorer, fit, indicator, kinds, missing, profile };

export { translatedApi } from '../api/translated-api.ts';
