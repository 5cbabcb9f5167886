import type { AreaSummary, Membership } from '../../../core/contract/area.ts';
import type { Translate } from '../../../core/language/translator.ts';
import type { FigureTable } from '../figures/figure-table.ts';

/** An area that a profile compares, as the sections of its page need it. */
export interface ProfileSubject {
  readonly area: AreaSummary;
  readonly memberships: readonly Membership[];
  /** Everything that is known of the areas of its kind. */
  readonly own: FigureTable;
  /** Its row among them. */
  readonly row: number;
  /** The language of the page. */
  readonly t: Translate;
}
