import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { prometheusFolder } from '../bootstrap/debianPackages.mjs'
import { freePort } from '../start/ports.ts'

const OURS = join(import.meta.dirname, '..', 'prometheus')
const Answer = z.object({ status: z.literal('success') })

/** @throws Error where nobody has fetched it */
export function prometheusProgram(name: 'prometheus' | 'promtool'): string {
  const folder = prometheusFolder()
  if (folder === null) throw new Error('There is no prometheus: npm test -- protocol fetches it.')
  return join(folder, name)
}

export type TestPrometheus = {
  /** Asks its API; rejects with what it says when that is no success. */
  readonly ask: (path: string) => Promise<unknown>
  readonly stop: () => void
}

/** A real one with the configuration that an office is given, which scrapes these two ports each second. */
export async function startPrometheus(
  folder: string,
  ports: { readonly signaling: number; readonly sfu: number },
): Promise<TestPrometheus> {
  const config = readFileSync(join(OURS, 'prometheus.yml'), 'utf8')
    .replaceAll('15s', '1s')
    .replace('localhost:8080', `localhost:${ports.signaling}`)
    .replace('localhost:40900', `localhost:${ports.sfu}`)
    .replace('alerts.yml', join(OURS, 'alerts.yml'))
  const file = join(folder, 'prometheus.yml')
  writeFileSync(file, config)
  const port = await freePort()
  const child = spawn(
    prometheusProgram('prometheus'),
    [`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'tsdb')}`, `--web.listen-address=127.0.0.1:${port}`],
    { stdio: 'ignore' },
  )
  return {
    ask: async (path) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
      const body: unknown = await response.json()
      if (!Answer.safeParse(body).success) throw new Error(`${path}: ${JSON.stringify(body)}`)
      return body
    },
    stop: () => void child.kill('SIGKILL'),
  }
}
