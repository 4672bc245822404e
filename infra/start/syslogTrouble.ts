import type { SyslogTarget } from './syslogTarget.ts'

const UNKNOWN_AUTHORITY = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** Why a syslog server gets nothing, and what is to be done about it. */
export function syslogTrouble(error: Error, { host, port, ca }: Pick<SyslogTarget, 'host' | 'port' | 'ca'>): string {
  const code = 'code' in error ? String(error.code) : ''
  const who = `The syslog server ${host}:${port}`
  if (UNKNOWN_AUTHORITY.has(code))
    return ca === null
      ? `${who} is not believed: its certificate is of an authority that is not known here. Name the file with the authority's certificate (PEM) in DIEM_CAU_SYSLOG_CA.`
      : `${who} is not believed: its certificate is not of an authority in the file that DIEM_CAU_SYSLOG_CA names.`
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `${who} is not believed: its certificate is of another name. Write the name that it has into DIEM_CAU_SYSLOG_URL, or give the server a certificate of ${host}.`
    case 'CERT_HAS_EXPIRED':
      return `${who} is not believed: its certificate has ended. Renew it there.`
    case 'CERT_NOT_YET_VALID':
      return `${who} is not believed: its certificate is not valid yet. See whether the clocks of both machines are right.`
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return `${who} cannot be reached (${code}). See whether it runs, and whether a firewall lets port ${port} through.`
    default:
      return `${who} gets nothing: ${error.message}.`
  }
}
