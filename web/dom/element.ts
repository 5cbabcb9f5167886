type Child = Node | string | null | undefined;

export interface ElementOptions {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

/**
 * Makes an element. Attributes of `false` or `undefined` are left out, `true` stands bare. There is no way to pass a
 * style attribute, because the Content-Security-Policy forbids it: use classes, or `node.style` for computed values.
 *
 * @example element('button', { class: 'govuk-button', text: 'Reset', on: { click: reset } })
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (options.class !== undefined) node.className = options.class;
  if (options.text !== undefined) node.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) setAttribute(node, name, value);
  for (const [type, listener] of Object.entries(options.on ?? {})) node.addEventListener(type, listener);
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
}

export function setAttribute(
  node: Element,
  name: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? '' : String(value));
}

/** Writes text only where it differs, so that live regions speak once and nothing is repainted for nothing. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
