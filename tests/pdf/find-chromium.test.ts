import { expect, it } from 'vitest';
import { findChromium } from '../../server/pdf/find-chromium.ts';

const only =
  (...paths: readonly string[]) =>
  (path: string): boolean =>
    paths.includes(path);
const hasPackage = (): boolean => true;

it('takes the first of the usual places that has one', () => {
  const exists = only('/usr/bin/google-chrome', '/usr/bin/chromium-browser');
  expect(findChromium({ configuredPath: null, exists, hasPackage })).toBe('/usr/bin/chromium-browser');
});

it('takes the configured one, and no other in its place', () => {
  const exists = only('/opt/chromium', '/usr/bin/chromium');
  expect(findChromium({ configuredPath: '/opt/chromium', exists, hasPackage })).toBe('/opt/chromium');
  expect(findChromium({ configuredPath: '/opt/gone', exists, hasPackage })).toBeNull();
});

it('finds none where none is installed, or nothing to drive it with', () => {
  expect(findChromium({ configuredPath: null, exists: only(), hasPackage })).toBeNull();
  const asked: string[] = [];
  const exists = (): boolean => true;
  const without = (name: string): boolean => {
    asked.push(name);
    return false;
  };
  expect(findChromium({ configuredPath: null, exists, hasPackage: without })).toBeNull();
  expect(asked).toEqual(['playwright-core']);
});

it('knows by itself whether a file exists', () => {
  expect(findChromium({ configuredPath: '/nonexistent/chromium' })).toBeNull();
});
