/** Names and values of the environment. */
export type Settings = Readonly<Record<string, string>>

/**
 * `plain` is shown as it is, of an `address` user, password and what follows `?` are left out, of a `secret` only that it is set.
 * What is not in the table is a secret.
 */
type Kind = 'plain' | 'address' | 'secret'

const KINDS: Readonly<Record<string, Kind>> = {
  DIEM_CAU_ANNOUNCE: 'plain',
  DIEM_CAU_BACKUP_AT: 'plain',
  DIEM_CAU_BACKUP_FOLDER: 'plain',
  DIEM_CAU_BACKUP_KEEP_DAYS: 'plain',
  DIEM_CAU_CACHE: 'plain',
  DIEM_CAU_CAMERA_NETWORKS: 'plain',
  DIEM_CAU_CERT: 'plain',
  DIEM_CAU_DATA: 'plain',
  DIEM_CAU_DATABASE: 'address',
  DIEM_CAU_DEMO: 'plain',
  DIEM_CAU_FIRST_UNIT: 'plain',
  DIEM_CAU_HOST: 'plain',
  DIEM_CAU_INTERNAL_URL: 'address',
  DIEM_CAU_KEY: 'plain',
  DIEM_CAU_LOG_CONSOLE: 'plain',
  DIEM_CAU_LOG_LEVEL: 'plain',
  DIEM_CAU_MAIL_FROM: 'plain',
  DIEM_CAU_MAIL_KEEP_DAYS: 'plain',
  DIEM_CAU_MASTER_SECRET_FILE: 'plain',
  DIEM_CAU_MAX_ENDPOINTS: 'plain',
  DIEM_CAU_RESERVE_ENDPOINTS: 'plain',
  DIEM_CAU_METRICS_TOKEN: 'secret',
  DIEM_CAU_OIDC_CLIENT_SECRET_FILE: 'plain',
  DIEM_CAU_OIDC_ISSUER: 'address',
  DIEM_CAU_OIDC_LABEL: 'plain',
  DIEM_CAU_OIDC_SCOPES: 'plain',
  DIEM_CAU_PAPERS_S3_REGION: 'plain',
  DIEM_CAU_PAPERS_S3_SECRET_FILE: 'plain',
  DIEM_CAU_PAPERS_S3_URL: 'address',
  DIEM_CAU_PIPE_PORTS: 'plain',
  DIEM_CAU_PORT: 'plain',
  DIEM_CAU_PROCESS_NAME: 'plain',
  DIEM_CAU_PUBLIC_URL: 'address',
  DIEM_CAU_REDIS_URL: 'address',
  DIEM_CAU_REGION: 'plain',
  DIEM_CAU_REPLY_DOMAIN: 'plain',
  DIEM_CAU_REPLY_HOST: 'plain',
  DIEM_CAU_REPLY_PORT: 'plain',
  DIEM_CAU_REQUESTS_PER_SEC: 'plain',
  DIEM_CAU_REQUIRE_TOTP: 'plain',
  DIEM_CAU_RTC_BASE_PORT: 'plain',
  DIEM_CAU_RTC_LISTEN: 'plain',
  DIEM_CAU_RTC_PORT: 'plain',
  DIEM_CAU_SFU_CONTROL_CA: 'plain',
  DIEM_CAU_SFU_CONTROL_CERT: 'plain',
  DIEM_CAU_SFU_CONTROL_HOST: 'plain',
  DIEM_CAU_SFU_CONTROL_KEY: 'plain',
  DIEM_CAU_SFU_CONTROL_PORT: 'plain',
  DIEM_CAU_SFU_CONTROL_URL: 'address',
  DIEM_CAU_SFU_MAX_ENDPOINTS: 'plain',
  DIEM_CAU_SFU_MAX_MEETINGS: 'plain',
  DIEM_CAU_SFU_REGION: 'plain',
  DIEM_CAU_SFU_SECRET_FILE: 'plain',
  DIEM_CAU_SFU_URL: 'address',
  DIEM_CAU_SFU_WORKERS: 'plain',
  DIEM_CAU_SIGN_P12: 'plain',
  DIEM_CAU_SIGN_P12_PASSWORD_FILE: 'plain',
  DIEM_CAU_SMTP_HOST: 'plain',
  DIEM_CAU_SMTP_PASSWORD_FILE: 'plain',
  DIEM_CAU_SMTP_PORT: 'plain',
  DIEM_CAU_SMTP_SECURE: 'plain',
  DIEM_CAU_SMTP_URL: 'address',
  DIEM_CAU_SOFFICE: 'plain',
  DIEM_CAU_SYSLOG_CA: 'plain',
  DIEM_CAU_SYSLOG_URL: 'address',
  DIEM_CAU_TLS_CERT: 'plain',
  DIEM_CAU_TLS_KEY: 'plain',
  DIEM_CAU_TRUST_PROXY: 'plain',
  DIEM_CAU_FRONT_PORT: 'plain',
  DIEM_CAU_TURN: 'plain',
  DIEM_CAU_TURN_PORT: 'plain',
  DIEM_CAU_TURN_SECRET_FILE: 'plain',
  DIEM_CAU_TURN_URLS: 'plain',
  DIEM_CAU_UNITS_CSV: 'plain',
  DIEM_CAU_WARM_UP: 'plain',
  DIEM_CAU_WEB_ROOT: 'plain',
  DIEM_CAU_WORKERS: 'plain',
  MEDIASOUP_WORKER_BIN: 'plain',
  MEDIASOUP_WORKER_UDP_BATCHING: 'plain',
  NODE_EXTRA_CA_CERTS: 'plain',
  TZ: 'plain',
}

const OURS = /^(?:DIEM_CAU_|MEDIASOUP_WORKER_)/

/** Our settings of an environment; those that are empty are left out. */
export function ownSettings(env: NodeJS.ProcessEnv): Settings {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && value.trim() !== '' && (OURS.test(name) || name in KINDS) ? [[name, value.trim()]] : [],
    ),
  )
}

/** The settings as they may be shown to anybody. */
export function shownSettings(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, value]) => [name, shown(KINDS[name] ?? 'secret', value)]),
  )
}

/** What of the settings must be shown to nobody: whole values, and the passwords of addresses, as they are written and as they are meant. */
export function secretsOf(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const kind = KINDS[name] ?? 'secret'
    if (kind === 'secret') return [value]
    if (kind === 'plain') return []
    const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:([^/]*)@/i.exec(value)?.[1] ?? ''
    return password === '' ? [] : [password, decoded(password)]
  })
}

function shown(kind: Kind, value: string): string {
  switch (kind) {
    case 'plain':
      return value
    case 'secret':
      return '(set)'
    case 'address': {
      if (!URL.canParse(value) || !value.includes('://')) return value.includes('@') ? '(set)' : value
      const { protocol, host, pathname } = new URL(value)
      return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
    }
    default:
      return kind satisfies never
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
