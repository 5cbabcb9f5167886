import { formatBase, parseBase } from '../../core/contract/base-text.ts';
import { languageTags } from '../../core/language/locale.ts';
import { listInWords } from '../../core/list-in-words.ts';
import type { AreaTable } from './area-table.ts';
import type { ProfileBlock } from './profile-block.ts';
import type { Scene } from './scene.ts';
import { language, t } from '../language/words.ts';

/** A place that the areas inside it can be compared within. */
export interface BasePlace {
  readonly code: string;
  readonly name: string;
  /** "region", "local authority": what tells two places of one name apart. */
  readonly kind: string;
}

/** A kind of area in words; one that is no kind of the Atlas's as the service calls it. */
function kindWords(type: string): string {
  const key = `kinds.${type}Place`;
  return language().has(key) ? t(key) : type;
}
/** Those that a reader may choose from a list; wards and smaller places come in by the panel of a chosen area. */
const listedTypes = ['nation', 'region', 'lad'];

/** The codes of a base that is a selection; empty for every other base. */
export function selectedCodes(baseText: string): readonly string[] {
  if (!baseText.startsWith('in:')) return [];
  const base = parseBase(baseText);
  return base.kind === 'selection' ? base.codes : [];
}

/** The base of these codes as the URL holds it; null, which is the index's own base, for none. */
export function selectionBase(codes: Iterable<string>): string | null {
  const list = [...codes];
  return list.length === 0 ? null : formatBase({ kind: 'selection', codes: list });
}

function findPlace(block: ProfileBlock, code: string): BasePlace {
  for (const { type, codes, names } of block.parents.values()) {
    const position = codes.indexOf(code);
    if (position >= 0) return { code, name: names[position] ?? code, kind: kindWords(type) };
  }
  const row = block.codes.indexOf(code);
  return { code, name: block.names[row] ?? code, kind: t('kinds.lsoaPlace') };
}

/** The places to choose from: those chosen that no list holds (a ward), then nations, regions and authorities by name. */
export function basePlaces(block: ProfileBlock, chosen: readonly string[]): BasePlace[] {
  const collator = new Intl.Collator(languageTags[language().locale]);
  const listed = listedTypes.flatMap((type) => {
    const parent = block.parents.get(type);
    const places = (parent?.codes ?? []).map((code, row): BasePlace => ({
      code,
      name: parent?.names[row] ?? code,
      kind: kindWords(type),
    }));
    return places.sort((a, b) => collator.compare(a.name, b.name));
  });
  const codes = new Set(listed.map(({ code }) => code));
  const others = chosen.filter((code) => !codes.has(code)).map((code) => findPlace(block, code));
  return [...others, ...listed];
}

/** Does a place hold what was typed, in its name, kind or code? */
export function isPlaceMatch({ code, name, kind }: BasePlace, text: string): boolean {
  return `${name} ${kind} ${code}`.toLowerCase().includes(text.trim().toLowerCase());
}

const namedInFull = 3;

/** "Trafford", "Salford and Trafford", "Bolton, Bury, Salford and 7 other places". */
export function placesInWords(block: ProfileBlock, codes: readonly string[]): string {
  const names = codes
    .map((code) => findPlace(block, code).name)
    .sort((a, b) => a.localeCompare(b, languageTags[language().locale]));
  if (names.length > namedInFull + 1) {
    return t('explorer.placesMore', {
      names: names.slice(0, namedInFull).join(', '),
      count: names.length - namedInFull,
    });
  }
  return listInWords(names, language().locale);
}

/** Something that the panel of a chosen area offers to compare with. */
export interface ComparisonOffer {
  readonly label: string;
  readonly base: string | null;
  /** Whether the place is the chosen area itself, so that the areas inside it are what is worth looking at. */
  readonly isInside: boolean;
}

function authorityOf(block: ProfileBlock, table: AreaTable, row: number): string | null {
  const authorities = block.parents.get('lad');
  // Where one authority is loaded, comparing within it is comparing with everything.
  if (table.type === 'lad' || authorities === undefined || authorities.codes.length < 2) return null;
  return authorities.codes[table.authority[row] ?? -1] ?? null;
}

/** What an area can be compared within: itself, where smaller areas lie in it, and its authority. */
export function comparisonOffers(
  { block, table, baseText }: Pick<Scene, 'block' | 'table' | 'baseText'>,
  row: number,
): ComparisonOffer[] {
  const own = table.type === 'lsoa' ? null : (table.codes[row] ?? null);
  const isOnlyPlace = table.type !== 'lsoa' && table.codes.length < 2;
  const codes = [isOnlyPlace ? null : own, authorityOf(block, table, row)];
  return codes
    .filter((code) => code !== null)
    .map((code) => {
      const { name } = findPlace(block, code);
      const base = selectionBase([code]);
      return base === baseText
        ? { label: t('explorer.stopComparing', { place: name }), base: null, isInside: false }
        : { label: t('explorer.compareOnly', { place: name }), base, isInside: code === own };
    });
}
