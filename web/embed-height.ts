/**
 * Within a card: tells the page around it how high the card is, at first, whenever it changes, and when asked. The
 * message holds nothing that is secret, and who shows the card is not known: it goes to whoever that is.
 *
 * A function that calls itself, because as a plain script it shares its names with every other script of the page.
 */
(() => {
  const tellHeight = (): void => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ type: 'atlas-height', height, id: window.location.pathname }, '*');
  };

  if (window.parent !== window) {
    new ResizeObserver(tellHeight).observe(document.body);
    window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
      if (source === window.parent && data === 'atlas-height-wanted') tellHeight();
    });
  }
})();

export {};
