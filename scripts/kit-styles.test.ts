import { expect, test } from 'vitest';
import { listKitStyles } from './kit-styles.ts';

test('puts tokens before the base, and both before every component', async () => {
  const files = (await listKitStyles()).map((file) => file.replaceAll('\\', '/'));
  expect(files[0]).toMatch(/styles\/tokens\.css$/);
  expect(files[1]).toMatch(/styles\/base\.css$/);
  const lastPrimitive = files.findLastIndex((file) => file.includes('/src/ui/'));
  const firstComponent = files.findIndex((file) => /\/src\/[A-Z]/.test(file));
  expect(lastPrimitive).toBeGreaterThan(1);
  expect(firstComponent).toBeGreaterThan(lastPrimitive);
});
