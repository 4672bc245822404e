import type { Settings } from './settings.ts'

/** Where the server's pages are, as this machine reaches them; null when it listens on a port that only it knows. */
export function serverUrl(settings: Settings): string | null {
  const port = settings['DIEM_CAU_PORT'] ?? '8080'
  if (port === '0') return null
  const isSecure = settings['DIEM_CAU_TLS_CERT'] !== undefined
  return `${isSecure ? 'https' : 'http'}://${reachable(settings['DIEM_CAU_HOST'] ?? '127.0.0.1')}:${port}`
}

/** The control API of this machine's media node; null when it listens on a port that only it knows. */
export function controlUrl(settings: Settings): string | null {
  const port = settings['DIEM_CAU_SFU_CONTROL_PORT'] ?? '40900'
  if (port === '0') return null
  const isSecure = settings['DIEM_CAU_SFU_CONTROL_CERT'] !== undefined
  return `${isSecure ? 'https' : 'http'}://${reachable(settings['DIEM_CAU_SFU_CONTROL_HOST'] ?? '127.0.0.1')}:${port}`
}

/** A server on all addresses is on the loopback too. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === 'localhost') return '127.0.0.1'
  if (/^[0:]+$/.test(host)) return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
