import { join } from 'node:path'
import { build } from 'esbuild'

/** Writes the watchdog as one script for the Node 18 of Debian 12. */
export async function bundleWatchdog(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'watchdog/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'esm',
    logLevel: 'silent',
  })
}
