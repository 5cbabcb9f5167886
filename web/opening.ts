/**
 * The first script of a page with a map, and the smallest: it asks at once for what the explorer will need. Links in the
 * page would do the same a moment sooner, but a browser follows them without scripts too, which for a nation is two
 * megabytes that nobody will see.
 */
function ask(rel: 'modulepreload' | 'preload', address: string): void {
  const link = document.createElement('link');
  link.rel = rel;
  if (rel === 'preload') {
    link.as = 'fetch';
    link.crossOrigin = 'anonymous';
  }
  link.href = address;
  document.head.append(link);
}

const { fetches = '', modules = '' } = document.querySelector<HTMLElement>('#atlas-opening')?.dataset ?? {};
for (const address of fetches.split(' ').filter(Boolean)) ask('preload', address);
for (const address of modules.split(' ').filter(Boolean)) ask('modulepreload', address);
