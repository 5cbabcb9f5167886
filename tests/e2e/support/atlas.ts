const address = process.env['ATLAS_E2E_ADDRESS'] ?? '';
/** temporary */
export function useAtlas(): (path?: string) => string {
  return (path = '') => `${address}/${path}`;
}
