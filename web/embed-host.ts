/**
 * On the page of a council: gives every frame of this Atlas the height that its card asks for. It listens only to frames
 * whose address begins with where this script itself came from; a card in a sandbox has no origin and sends "null".
 *
 * A function that calls itself, because as a plain script it shares its names with every other script of the page.
 */
(() => {
  const { currentScript } = document;
  const atlasOrigin = currentScript instanceof HTMLScriptElement ? new URL(currentScript.src).origin : null;

  /** Pixels: no message makes a frame vanish or push the page away. */
  const lowest = 100;
  const highest = 3000;

  function heightIn(data: unknown): number | null {
    if (typeof data !== 'object' || data === null) return null;
    const { type, height } = data as { readonly type?: unknown; readonly height?: unknown };
    return type === 'atlas-height' && typeof height === 'number' && Number.isFinite(height) ? height : null;
  }

  function atlasFrames(): HTMLIFrameElement[] {
    return [...document.querySelectorAll('iframe')].filter(
      ({ src }) => src !== '' && new URL(src, document.baseURI).origin === atlasOrigin,
    );
  }

  window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    const height = heightIn(data);
    if (height === null || (origin !== 'null' && origin !== atlasOrigin)) return;
    const frame = atlasFrames().find(({ contentWindow }) => contentWindow === source);
    if (frame !== undefined) frame.style.height = `${Math.min(highest, Math.max(lowest, height))}px`;
  });

  // Cards that were there before this script have told their height to nobody.
  const askAll = (): void => {
    for (const { contentWindow } of atlasFrames()) contentWindow?.postMessage('atlas-height-wanted', '*');
  };
  askAll();
  window.addEventListener('load', askAll);
})();

export {};
