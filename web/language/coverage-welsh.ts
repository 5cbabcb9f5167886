import coverageEvidence from '../../core/language/messages/cy/coverageEvidence.json' with { type: 'json' };
import coverageMap from '../../core/language/messages/cy/coverageMap.json' with { type: 'json' };
import explorer from '../../core/language/messages/cy/explorer.json' with { type: 'json' };

/** What the map of premises says in Welsh. */
export const texts = { coverageEvidence, coverageMap, explorer };
