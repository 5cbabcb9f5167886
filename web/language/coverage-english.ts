import coverageEvidence from '../../core/language/messages/en/coverageEvidence.json' with { type: 'json' };
import coverageMap from '../../core/language/messages/en/coverageMap.json' with { type: 'json' };
import explorer from '../../core/language/messages/en/explorer.json' with { type: 'json' };

/** What the map of premises says in English. */
export const texts = { coverageEvidence, coverageMap, explorer };
