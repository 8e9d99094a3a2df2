import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const room = fileURLToPath(new URL('./src/doors/web', import.meta.url));

/**
 * ECharts' SVG painter writes fonts with `setAttribute('style', …)`, which a policy without `unsafe-inline`
 * refuses; the same text through `style.cssText` is allowed. The build fails if the line is no longer there.
 */
const chartsUnderStrictPolicy = (): Plugin => ({
  name: 'charts-under-strict-policy',
  apply: 'build',
  transform(code, id) {
    if (!id.includes('zrender/lib/svg/patch.js')) return undefined;
    const write = 'elm.setAttribute(key, cur);';
    if (!code.includes(write))
      this.error('zrender no longer writes attributes as expected; look at its svg/patch.js');
    return code.replaceAll(
      write,
      "key === 'style' ? (elm.style.cssText = cur) : elm.setAttribute(key, cur);",
    );
  },
});

/** Writes each text file of the build compressed beside itself, for the server to send as it is. */
const compressedBeside = (): Plugin => ({
  name: 'compressed-beside',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /assets\/.*\.(js|css|svg|json)$/.test(file))) {
      const bytes = readFileSync(join(dir, name));
      writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes));
    }
  },
});

export default defineConfig({
  root: room,
  plugins: [react(), chartsUnderStrictPolicy(), compressedBeside()],
  // The server puts each response's nonce in place of this word when it serves index.html.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)/ },
            { name: 'mantine', test: /node_modules[\\/]@mantine/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/v1'].map((path) => [path, process.env.PERDURE_PUBLIC_URL ?? 'http://127.0.0.1:7420']),
    ),
  },
});
