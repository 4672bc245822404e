import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const Service = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  env_file: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
})
const Compose = z.object({ services: z.record(z.string(), Service) })

/** What compose.yaml says, with its anchors merged. */
export function readCompose(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { merge: true })
}

/**
 * The environment of each service as its process gets it: files of variables, then its own, with `${NAME:-default}` filled in from .env.
 * Paths of mounted files are those on this machine.
 */
export function environmentsOf(folder: string, compose: unknown): Map<string, Record<string, string>> {
  const filled = readVariables(`${folder}/.env`)
  const fill = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind = '', fallback = '') => {
      const value = filled[name] ?? (kind === '-' ? String(fallback) : undefined)
      if (value === undefined) throw new Error(`${name} is not set`)
      return value
    })
  return new Map(
    Object.entries(Compose.parse(compose).services).map(([name, service]) => {
      const mounts = service.volumes
        .filter((volume) => volume.startsWith('./'))
        .map((volume) => volume.split(':'))
        .map(([here = '', there = '']) => ({ here: `${folder}/${here.slice(2)}`, there }))
      const onThisMachine = (text: string) => {
        const mount = mounts.find(({ there }) => text === there || text.startsWith(`${there}/`))
        return mount === undefined ? text : mount.here + text.slice(mount.there.length)
      }
      const own = Object.entries(service.environment).map(([key, value]) => [key, onThisMachine(fill(String(value)))])
      const files = service.env_file.flatMap((file) => Object.entries(readVariables(`${folder}/${file}`)))
      return [name, Object.fromEntries([...files, ...own]) as Record<string, string>]
    }),
  )
}

function readVariables(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n')
  return Object.fromEntries(
    lines
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^'(.*)'$/, '$1')]),
  )
}
