import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UnitCode } from '@diem-cau/signaling-contract'
import { requiredLine } from '@diem-cau/signaling-contract/office'
import { z } from 'zod'
import { readOidcSettings } from '../auth/oidc/OidcSettings.ts'
import { type IsProxy, readProxies } from '../edge/http/readProxies.ts'
import { readMailSettings } from '../office/post/readMailSettings.ts'
import { openSigner, SignerProblem } from '../office/minutes/openSigner.ts'
import type { PdfSigner } from '../office/minutes/PdfSigner.ts'
import { findSoffice, isExecutable } from '../office/papers/findSoffice.ts'
import { readS3Settings } from '../office/papers/readS3Settings.ts'
import { StartupError } from '../db/engine/StartupError.ts'
import { storeTarget } from '../db/engine/storeTarget.ts'
import { readTurnSettings } from '../turn/readTurnSettings.ts'
import { MAX_PARTICIPANTS, MOST_PARTICIPANTS } from '../domain/meeting/door/decideJoin.ts'

const unset = (value: unknown) => (value === '' ? undefined : value)
const optional = z.preprocess(unset, z.string().optional())
const flag = z.preprocess(unset, z.enum(['0', '1']).default('0')).transform((value) => value === '1')

/** An address; a slash at its end is taken off. */
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

const FirstUnitSetting = z
  .string()
  .regex(/^[^=]+=.+$/, 'must look like can-tho=Thành phố Cần Thơ')
  .transform((text) => ({
    code: text.slice(0, text.indexOf('=')).trim(),
    name: text.slice(text.indexOf('=') + 1).trim(),
  }))
  .pipe(z.object({ code: UnitCode, name: requiredLine(200) }))

const Environment = z.object({
  DIEM_CAU_HOST: z.preprocess(unset, z.string().default('127.0.0.1')),
  DIEM_CAU_PORT: z.preprocess(unset, z.coerce.number().int().min(0).max(65_535).default(8080)),
  DIEM_CAU_DATA: z.string({ error: 'names the folder of the data, e.g. /var/lib/diem-cau' }).min(1),
  DIEM_CAU_TLS_CERT: optional,
  DIEM_CAU_TLS_KEY: optional,
  DIEM_CAU_DATABASE: optional,
  DIEM_CAU_PUBLIC_URL: z.preprocess(unset, httpUrl.optional()),
  DIEM_CAU_REDIS_URL: z.preprocess(unset, z.url({ protocol: /^rediss?$/ }).optional()),
  DIEM_CAU_MASTER_SECRET_FILE: optional,
  DIEM_CAU_PROCESS_NAME: z.preprocess(
    unset,
    z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .optional(),
  ),
  DIEM_CAU_INTERNAL_URL: z.preprocess(unset, httpUrl.optional()),
  DIEM_CAU_TRUST_PROXY: optional,
  DIEM_CAU_WEBHOOK_NETWORKS: optional,
  DIEM_CAU_SMTP_URL: optional,
  DIEM_CAU_SMTP_HOST: optional,
  DIEM_CAU_SMTP_PORT: optional,
  DIEM_CAU_SMTP_SECURE: flag,
  DIEM_CAU_SMTP_USER: optional,
  DIEM_CAU_SMTP_PASSWORD_FILE: optional,
  DIEM_CAU_MAIL_FROM: optional,
  DIEM_CAU_MAIL_KEEP_DAYS: z.preprocess(unset, z.coerce.number().int().min(1).max(36_500).optional()),
  DIEM_CAU_REPLY_DOMAIN: optional,
  DIEM_CAU_REPLY_HOST: optional,
  DIEM_CAU_REPLY_PORT: optional,
  DIEM_CAU_PAPERS_S3_URL: optional,
  DIEM_CAU_PAPERS_S3_REGION: optional,
  DIEM_CAU_PAPERS_S3_KEY_ID: optional,
  DIEM_CAU_PAPERS_S3_SECRET_FILE: optional,
  DIEM_CAU_BACKUP_FOLDER: optional,
  DIEM_CAU_BACKUP_AT: z.preprocess(
    unset,
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 02:00')
      .default('02:00'),
  ),
  DIEM_CAU_BACKUP_KEEP_DAYS: z.preprocess(unset, z.coerce.number().int().min(1).max(3650).default(14)),
  DIEM_CAU_SOFFICE: optional,
  DIEM_CAU_SIGN_P12: optional,
  DIEM_CAU_SIGN_P12_PASSWORD_FILE: optional,
  DIEM_CAU_SFU_URL: z.preprocess(unset, httpUrl.optional()),
  DIEM_CAU_SFU_URLS: z.preprocess(
    unset,
    z
      .string()
      .transform((text) => text.split(',').map((url) => url.trim()))
      .pipe(z.array(httpUrl).max(64))
      .optional(),
  ),
  DIEM_CAU_MAX_ENDPOINTS: z.preprocess(
    unset,
    z.coerce.number().int().min(1).max(MOST_PARTICIPANTS).default(MAX_PARTICIPANTS),
  ),
  DIEM_CAU_RESERVE_ENDPOINTS: z.preprocess(unset, z.coerce.number().int().min(0).max(MOST_PARTICIPANTS).optional()),
  DIEM_CAU_REGION: z.preprocess(
    unset,
    z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,64}$/)
      .default(''),
  ),
  DIEM_CAU_SFU_SECRET_FILE: z.string({ error: "names the file of the media node's shared secret" }).min(1),
  DIEM_CAU_TURN_URLS: optional,
  DIEM_CAU_TURN_SECRET_FILE: optional,
  DIEM_CAU_WEB_ROOT: optional,
  // 1: the one that is made when nothing else is said.
  DIEM_CAU_DEMO: z
    .preprocess(unset, z.enum(['0', '1', '2016', '2025'], 'expected 2016 or 2025, or 0 for none').default('0'))
    .transform((text) => (text === '0' ? null : text === '1' ? '2016' : text)),
  DIEM_CAU_UNITS_CSV: optional,
  DIEM_CAU_FIRST_UNIT: z.preprocess(
    unset,
    FirstUnitSetting.default({ code: UnitCode.parse('can-tho'), name: 'Thành phố Cần Thơ' }),
  ),
  DIEM_CAU_METRICS_TOKEN: optional,
  DIEM_CAU_REQUESTS_PER_SEC: z.preprocess(unset, z.coerce.number().int().min(1).max(1_000_000).optional()),
  DIEM_CAU_REQUIRE_TOTP: z.preprocess(unset, z.enum(['0', '1']).optional()),
  DIEM_CAU_WARM_UP: flag,
  DIEM_CAU_STATISTICS: z.preprocess(unset, z.enum(['0', '1']).default('1')).transform((value) => value === '1'),
  DIEM_CAU_OIDC_ISSUER: optional,
  DIEM_CAU_OIDC_CLIENT_ID: optional,
  DIEM_CAU_OIDC_CLIENT_SECRET_FILE: optional,
  DIEM_CAU_OIDC_LABEL: optional,
  DIEM_CAU_OIDC_SCOPES: optional,
  DIEM_CAU_OIDC_CLAIM_UNIT: optional,
  DIEM_CAU_OIDC_CLAIM_ROLES: optional,
  DIEM_CAU_OIDC_ROLE_MAP: optional,
  DIEM_CAU_DIAGNOSE: optional,
  DIEM_CAU_OTLP_URL: z.preprocess(
    unset,
    z
      .url({ protocol: /^https?$/ })
      .max(256)
      .optional(),
  ),
  DIEM_CAU_LOG_LEVEL: z.preprocess(
    unset,
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
})

/**
 * The settings of this process, from its environment.
 * @throws StartupError naming every setting that is wrong
 */
export async function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) throw wrong(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const e = parsed.data
  if ((e.DIEM_CAU_TLS_CERT === undefined) !== (e.DIEM_CAU_TLS_KEY === undefined)) {
    throw wrong(['DIEM_CAU_TLS_CERT, DIEM_CAU_TLS_KEY: one needs the other'])
  }
  const secret = (await read('DIEM_CAU_SFU_SECRET_FILE', e.DIEM_CAU_SFU_SECRET_FILE)).toString('utf8').trim()
  if (secret.length < 32) throw wrong(['DIEM_CAU_SFU_SECRET_FILE: the secret needs at least 32 characters'])
  const tls =
    e.DIEM_CAU_TLS_CERT !== undefined && e.DIEM_CAU_TLS_KEY !== undefined
      ? {
          cert: await read('DIEM_CAU_TLS_CERT', e.DIEM_CAU_TLS_CERT),
          key: await read('DIEM_CAU_TLS_KEY', e.DIEM_CAU_TLS_KEY),
        }
      : null
  return {
    host: e.DIEM_CAU_HOST,
    port: e.DIEM_CAU_PORT,
    dataDir: e.DIEM_CAU_DATA,
    store: storeTarget(e.DIEM_CAU_DATABASE, e.DIEM_CAU_DATA),
    publicUrl: e.DIEM_CAU_PUBLIC_URL ?? null,
    redisUrl: e.DIEM_CAU_REDIS_URL ?? null,
    masterSecret: await masterSecret(e.DIEM_CAU_MASTER_SECRET_FILE),
    ...(e.DIEM_CAU_PROCESS_NAME === undefined ? {} : { processName: e.DIEM_CAU_PROCESS_NAME }),
    internalUrl: e.DIEM_CAU_INTERNAL_URL ?? null,
    isProxy: networks('DIEM_CAU_TRUST_PROXY', e.DIEM_CAU_TRUST_PROXY),
    isWebhookNetwork: networks('DIEM_CAU_WEBHOOK_NETWORKS', e.DIEM_CAU_WEBHOOK_NETWORKS),
    mail: await mailSettings(e),
    ...(e.DIEM_CAU_MAIL_KEEP_DAYS === undefined ? {} : { keepMailDays: e.DIEM_CAU_MAIL_KEEP_DAYS }),
    papers: await paperSettings(e),
    backups:
      e.DIEM_CAU_BACKUP_FOLDER === undefined
        ? null
        : {
            folder: resolve(e.DIEM_CAU_BACKUP_FOLDER),
            at: e.DIEM_CAU_BACKUP_AT,
            keepDays: e.DIEM_CAU_BACKUP_KEEP_DAYS,
          },
    signer: await signerSetting(e),
    soffice: await sofficeSetting(e.DIEM_CAU_SOFFICE),
    tls,
    sfu: {
      urls: sfuUrls(e),
      secret,
      region: e.DIEM_CAU_REGION,
    },
    turn: await turnSettings(e),
    maxParticipants: e.DIEM_CAU_MAX_ENDPOINTS,
    reserveEndpoints: e.DIEM_CAU_RESERVE_ENDPOINTS,
    webRoot: e.DIEM_CAU_WEB_ROOT ?? null,
    demoUnits:
      e.DIEM_CAU_DEMO === null
        ? null
        : (e.DIEM_CAU_UNITS_CSV ??
          fileURLToPath(new URL(`../../data/can-tho-${e.DIEM_CAU_DEMO}-units.csv`, import.meta.url))),
    firstUnit: { ...e.DIEM_CAU_FIRST_UNIT, kind: 'city' },
    metricsToken: e.DIEM_CAU_METRICS_TOKEN ?? null,
    ...(e.DIEM_CAU_REQUESTS_PER_SEC === undefined ? {} : { requestsPerSec: e.DIEM_CAU_REQUESTS_PER_SEC }),
    // A demonstration needs no authenticator; any other office does unless it says no.
    requireTotp: e.DIEM_CAU_REQUIRE_TOTP === undefined ? e.DIEM_CAU_DEMO === null : e.DIEM_CAU_REQUIRE_TOTP === '1',
    oidc: await oidcSettings(e),
    warmsUp: e.DIEM_CAU_WARM_UP,
    hasStatistics: e.DIEM_CAU_STATISTICS,
    diagnose: e.DIEM_CAU_DIAGNOSE ?? null,
    otlpUrl: e.DIEM_CAU_OTLP_URL ?? null,
    logLevel: e.DIEM_CAU_LOG_LEVEL,
  }
}

/** One on this machine when nothing is said; with Redis that may be as well that nodes register there. */
function sfuUrls(e: z.infer<typeof Environment>): readonly string[] {
  const told = e.DIEM_CAU_SFU_URLS ?? (e.DIEM_CAU_SFU_URL === undefined ? [] : [e.DIEM_CAU_SFU_URL])
  return told.length === 0 && e.DIEM_CAU_REDIS_URL === undefined ? ['http://127.0.0.1:40900'] : [...new Set(told)]
}

async function masterSecret(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null
  const secret = (await readOwn('DIEM_CAU_MASTER_SECRET_FILE', file)).toString('utf8').trim()
  if (secret.length < 32) throw wrong(['DIEM_CAU_MASTER_SECRET_FILE: the secret needs at least 32 characters'])
  return secret
}

function networks(name: string, text = ''): IsProxy | null {
  try {
    return readProxies(text)
  } catch (error) {
    throw wrong([`${name}: ${error instanceof Error ? error.message : String(error)}`])
  }
}

async function oidcSettings(e: z.infer<typeof Environment>) {
  const file = e.DIEM_CAU_OIDC_CLIENT_SECRET_FILE
  const secret =
    file === undefined ? null : (await read('DIEM_CAU_OIDC_CLIENT_SECRET_FILE', file)).toString('utf8').trim()
  const { settings, problems } = readOidcSettings(e, secret)
  if (problems.length > 0) throw wrong(problems)
  return settings
}

async function mailSettings(e: z.infer<typeof Environment>) {
  const file = e.DIEM_CAU_SMTP_PASSWORD_FILE
  const password = file === undefined ? null : (await read('DIEM_CAU_SMTP_PASSWORD_FILE', file)).toString('utf8').trim()
  const { settings, problems } = readMailSettings(e, password)
  if (problems.length > 0) throw wrong(problems)
  return settings
}

async function turnSettings(e: z.infer<typeof Environment>) {
  const file = e.DIEM_CAU_TURN_SECRET_FILE
  const secret =
    file === undefined ? undefined : (await read('DIEM_CAU_TURN_SECRET_FILE', file)).toString('utf8').trim()
  const { settings, problems } = readTurnSettings(e.DIEM_CAU_TURN_URLS, secret)
  if (problems.length > 0) throw wrong(problems)
  return settings
}

/** "0" turns it off. */
async function sofficeSetting(path: string | undefined): Promise<string | null> {
  if (path === undefined) return findSoffice()
  if (path === '0') return null
  if (!(await isExecutable(path)))
    throw wrong([
      `DIEM_CAU_SOFFICE: ${path} is not a program that can be run; leave it out to have it looked for, 0 turns it off`,
    ])
  return path
}

/** Null: minutes are signed by hand. */
async function signerSetting(e: z.infer<typeof Environment>): Promise<PdfSigner | null> {
  const { DIEM_CAU_SIGN_P12: file, DIEM_CAU_SIGN_P12_PASSWORD_FILE: passwordFile } = e
  if (file === undefined && passwordFile === undefined) return null
  if (file === undefined || passwordFile === undefined)
    throw wrong(['DIEM_CAU_SIGN_P12, DIEM_CAU_SIGN_P12_PASSWORD_FILE: one needs the other'])
  const password = (await readOwn('DIEM_CAU_SIGN_P12_PASSWORD_FILE', passwordFile))
    .toString('utf8')
    .replace(/\r?\n$/, '')
  try {
    return openSigner(await readOwn('DIEM_CAU_SIGN_P12', file), password, Date.now())
  } catch (error) {
    if (!(error instanceof SignerProblem)) throw error
    throw wrong([`DIEM_CAU_SIGN_P12: ${error.message}`])
  }
}

async function paperSettings(e: z.infer<typeof Environment>) {
  const file = e.DIEM_CAU_PAPERS_S3_SECRET_FILE
  const secret =
    file === undefined ? null : (await readOwn('DIEM_CAU_PAPERS_S3_SECRET_FILE', file)).toString('utf8').trim()
  const { settings, problems } = readS3Settings(e, secret)
  if (problems.length > 0) throw wrong(problems)
  return settings
}

/** Reads a file that nobody but its owner may read. */
async function readOwn(setting: string, file: string): Promise<Buffer> {
  const content = await read(setting, file)
  if (((await stat(file)).mode & 0o077) !== 0)
    throw wrong([`${setting}: others may read it too; run: chmod 600 ${file}`])
  return content
}

async function read(setting: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw wrong([`${setting}: ${error instanceof Error ? error.message : String(error)}`])
  }
}

function wrong(problems: readonly string[]): StartupError {
  const list = problems.map((problem) => `  ${problem}`).join('\n')
  return new StartupError({
    vi: `Cấu hình chưa đúng, hãy sửa các mục sau rồi khởi động lại:\n${list}`,
    en: `The configuration is wrong; mend these settings and start again:\n${list}`,
  })
}
