import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SetupError } from '../bootstrap/SetupError.mjs'

export type SyslogTarget = {
  readonly protocol: 'udp' | 'tcp' | 'tls'
  readonly host: string
  readonly port: number
  /** Certificates of the authorities that are believed (PEM); null: those that Node knows. */
  readonly ca: string | null
}

const USUAL_PORT = { udp: 514, tcp: 601, tls: 6514 } as const

/**
 * The settings DIEM_CAU_SYSLOG_URL and, for an office with an authority of its own, DIEM_CAU_SYSLOG_CA.
 * @returns null when there is no syslog server
 * @throws SetupError with what to write
 */
export function syslogTarget(setting: string | undefined, caFile?: string): SyslogTarget | null {
  const text = setting?.trim() ?? ''
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const protocol = (['udp', 'tcp', 'tls'] as const).find((name) => url?.protocol === `${name}:`)
  if (!url || protocol === undefined || url.hostname === '')
    throw new SetupError(
      'DIEM_CAU_SYSLOG_URL must be udp://host:514, tcp://host:601 or tls://host:6514, the address of the syslog server (RFC 5424).',
    )
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return {
    protocol,
    host,
    port: url.port === '' ? USUAL_PORT[protocol] : Number(url.port),
    ca: authority(caFile, protocol),
  }
}

function authority(setting: string | undefined, protocol: SyslogTarget['protocol']): string | null {
  const file = setting?.trim() ?? ''
  if (file === '') return null
  if (protocol !== 'tls')
    throw new SetupError(
      'DIEM_CAU_SYSLOG_CA is of use with DIEM_CAU_SYSLOG_URL=tls://host:6514 alone: nothing else is encrypted.',
    )
  try {
    const pem = readFileSync(file, 'utf8')
    // The first of them stands for all: what is no certificate at all is told now, not when nobody looks any more.
    void new X509Certificate(pem)
    return pem
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SetupError(
      `DIEM_CAU_SYSLOG_CA ${file} cannot be used (${why}). It must be a file of certificates in PEM.`,
    )
  }
}
