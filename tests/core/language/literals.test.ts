import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { repositoryPath } from '../../support/shared.ts';

/*
 * Words for people stand in message files and nowhere else. These tests read the templates and the code of the browser and
 * find words that do not; what is allowed is listed with its reason.
 */

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(repositoryPath(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .sort();
}

const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text);

/** Names of formats are the same in every language. */
const formats = new Set(['SVG', 'PNG', 'CSV', 'JSON']);

/** Templates that are not looked at, with the reason. */
const passedOver: Readonly<Record<string, string>> = {};

/** An expression without the calls that give messages and addresses: what they take are names, not words. */
function withoutNamingCalls(expression: string): string {
  const call = /\b(?:t|link|term|figureTable)\(/.exec(expression);
  if (call === null) return expression;
  let depth = 1;
  let end = call.index + call[0].length;
  for (; end < expression.length && depth > 0; end += 1) {
    if (expression[end] === '(') depth += 1;
    if (expression[end] === ')') depth -= 1;
  }
  return expression.slice(0, call.index) + withoutNamingCalls(expression.slice(end));
}

/** Classes and ids have hyphens and no capitals. */
const isIdentifier = (text: string): boolean => /^[a-z]+(?:(?:--?|__)[a-z]+)+$/.test(text);

/** What components take besides words: classes, ids, names of fields, values that are sent. */
const namingProperty =
  /\b(?:id|idPrefix|name|classes|value|type|for|autocomplete|spellcheck|inputmode|element|href|method|action|preventDoubleClick)\s*:\s*(["']).*?\1/g;

/** What is shown of an expression: its strings, but for those that name a message or an address or are compared. */
function stringsShown(expression: string): string[] {
  const rest = withoutNamingCalls(expression)
    .replaceAll(namingProperty, '')
    .replaceAll(/[!=]=\s*(["']).*?\1/g, '')
    .replaceAll(/\[(["']).*?\1\]/g, '')
    .replaceAll(/\|\s*join\((["']).*?\1\)/g, '');
  return [...rest.matchAll(/(["'])(.*?)\1/g)]
    .map((match) => match[2] ?? '')
    .filter((text) => hasWord(text) && !/^[#/&]/.test(text) && !isIdentifier(text));
}

/** The words of a template that come from no message and no data: its texts, its spoken attributes, its strings. */
function literalsOfTemplate(source: string): string[] {
  const text = source
    .replaceAll(/\{#[\s\S]*?#\}/g, '')
    .replaceAll(/\{% block mainClasses %\}[\s\S]*?\{% endblock %\}/g, '')
    .replaceAll(/<(code|script|style|!--)\b[\s\S]*?<\/\1>/g, '');
  const shown = [...text.matchAll(/\{\{([\s\S]*?)\}\}/g)].flatMap((match) => stringsShown(match[1] ?? ''));
  const bare = text.replaceAll(/\{\{[\s\S]*?\}\}/g, '').replaceAll(/\{%[\s\S]*?%\}/g, '');
  const spoken = [...bare.matchAll(/\s(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"/g)];
  return [
    ...shown,
    ...spoken.map((match) => match[1] ?? '').filter(hasWord),
    ...bare
      .split(/<[^>]*>/)
      .map((part) => part.replaceAll(/&\w+;/g, '').trim())
      .filter((part) => hasWord(part) && !formats.has(part)),
  ];
}

describe('templates', () => {
  it.each(filesIn('server/pages/templates', '.njk').filter((file) => !(file in passedOver)))(
    '%s takes all its words from messages or data',
    (file) => {
      const source = readFileSync(repositoryPath('server', 'pages', 'templates', file), 'utf8');
      expect(literalsOfTemplate(source)).toEqual([]);
    },
  );

  it('has a reason for every template that is passed over, and no longer than it is there', () => {
    expect(
      Object.keys(passedOver).filter((file) => !filesIn('server/pages/templates', '.njk').includes(file)),
    ).toEqual([]);
  });

  it.each([
    ['<p class="a">Hello there</p>', ['Hello there']],
    ['<p>{{ t("home.title") }}</p>', []],
    ['<a title="Go on" href="/map">{{ name }}</a>', ['Go on']],
    ['{{ "higher" if direction == "higher-is-riskier" else "lower" }}', ['higher', 'lower']],
    ['<p>{% if a %}no data{% endif %}</p>', ['no data']],
    ['{# a note #}<code>next</code> <a href="x">CSV</a>', []],
  ])('finds the words of %s', (source, found) => {
    expect(literalsOfTemplate(source)).toEqual(found);
  });
});

/** Code of the browser whose words are not messages, with the reason. */
const englishFiles: Readonly<Record<string, string>> = {
  'model/table-download.ts': 'Files for programs are in English, whatever the page is in.',
};

/** Texts that look like words but are read by nobody, with the reason. */
const notWords: readonly (readonly [RegExp, string])[] = [
  [/^The language of the page is not loaded yet\.$/, 'a mistake of ours, seen by no reader'],
  [/^Digital Exclusion Atlas$/, 'the name of the style of the map, which MapLibre shows nowhere'],
  [/system-ui/, 'names of fonts'],
  [/^(Feature|FeatureCollection|Point|LineString|Polygon|MultiPolygon)$/, 'GeoJSON'],
  [/^(RequestError|AbortError|Enter)$/, 'names of errors and keys'],
  [/^\(prefers-/, 'a media query'],
  [/^(bold |\d+px |rgba?\(|calc\(|translate\(|https?:|<iframe |M |minmax)/, 'canvas, CSS or markup'],
  [/^[#.[][\w-]+|\[[\w-]+=/, 'selectors'],
  [/^map-summary map-help$/, 'ids'],
];

/** Does a string of code look like something that people read? Two words, or one that begins with a capital. */
function looksLikeWords(text: string): boolean {
  return /\p{L}{2,}[^\p{L}]* \p{L}/u.test(text) || /^\p{Lu}\p{Ll}{2,}/u.test(text);
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('…');
}

/** A string that names something for programs: a type, a property, what is imported, what is compared. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  if (
    ts.isImportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isElementAccessExpression(parent)
  ) {
    return true;
  }
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'class') return true;
  if (ts.isBinaryExpression(parent)) {
    return /^[!=]==$/.test(parent.operatorToken.getText());
  }
  return ts.isCaseClause(parent);
}

/** Strings for people in a piece of TypeScript. */
function literalsOfCode(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && !isName(node) && looksLikeWords(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', source, ts.ScriptTarget.ESNext, true));
  return found.filter((text) => !notWords.some(([pattern]) => pattern.test(text)));
}

describe('the code of the browser', () => {
  const files = filesIn('web', '.ts').filter((file) => !file.endsWith('.d.ts') && !(file in englishFiles));

  it('takes all its words from messages or data', () => {
    const found = files.flatMap((file) =>
      literalsOfCode(readFileSync(repositoryPath('web', file), 'utf8')).map((text) => `${file}: ${text}`),
    );
    expect(files.length).toBeGreaterThan(60);
    expect(found).toEqual([]);
  });

  it.each([
    ["element('p', { class: 'a b', text: 'Asking why' })", ['Asking why']],
    ['announce(`Gone to ${place}.`)', ['Gone to ….']],
    ["button('Close', close)", ['Close']],
    ["return row === null ? 'no data' : '';", ['no data']],
    ["button(t('explorer.close'), close, { id: 'places-clear' })", []],
    ["if (kind === 'Area of Map') return;", []],
    ["import { a } from './Some file.ts';", []],
  ])('finds the words of %s', (source, found) => {
    expect(literalsOfCode(source)).toEqual(found);
  });
});
