import explorer from '../../core/language/messages/en/explorer.json' with { type: 'json' };
import kinds from '../../core/language/messages/en/kinds.json' with { type: 'json' };
import missing from '../../core/language/messages/en/missing.json' with { type: 'json' };

/** What the explorer says in English. Titles of indicators and profiles come with the data. */
export const texts = { explorer, kinds, missing };
