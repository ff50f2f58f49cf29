/** The size and the contents of `emqx-clients-kit/msw` in a browser bundle. */
import { gzipSync } from 'node:zlib';
import { build, type BuildResult } from 'esbuild';
import { expect, test } from 'vitest';

/** Bundles the entry for a browser; a Node built-in is an error. */
function bundle(external: string[]): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({
    stdin: {
      contents: `export * from 'emqx-clients-kit/msw'; export { setupWorker } from 'msw/browser';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    write: false,
    external,
  });
}

test('the engine is under 150 kB gzip without msw, and contains nothing of Node or the fakers', async () => {
  const { metafile, outputFiles } = await bundle(['msw', 'msw/*']);
  const code = outputFiles[0]!.text;
  const size = gzipSync(code, { level: 9 }).length;
  console.log(`emqx-clients-kit/msw: ${(size / 1000).toFixed(1)} kB gzip without msw itself`);
  expect(size).toBeLessThan(150_000);

  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)].sort()).toEqual(['fastest-levenshtein', 'ipaddr.js', 're2js']);
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  expect([...new Set(imported.map(({ path }) => path))].sort()).toEqual(['msw', 'msw/browser']);
  expect(code).not.toMatch(
    /\bprocess\.(?:env|platform|version|nextTick|std)|\bBuffer\.|\brequire\(/,
  );
});

test('with msw it is under 250 kB gzip', async () => {
  const { outputFiles } = await bundle([]);
  const size = gzipSync(outputFiles[0]!.text, { level: 9 }).length;
  console.log(`emqx-clients-kit/msw: ${(size / 1000).toFixed(1)} kB gzip with msw`);
  expect(size).toBeLessThan(250_000);
});
