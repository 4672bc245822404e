import pretty from 'pino-pretty'

/** pino's number for "warn". Below that only the log file has it. */
const WARN = 40
const format = pretty.prettyFactory({
  colorize: process.stderr.isTTY,
  ignore: 'pid,hostname,service',
  singleLine: true,
  translateTime: 'SYS:HH:MM:ss',
})

/** Picks what of a child's output belongs on the console: warnings, errors, and lines that are no log record. */
export function consoleLine(name: string, line: string, stream: 'stdout' | 'stderr'): string | undefined {
  const level = levelOf(line)
  if (level !== undefined) return level < WARN ? undefined : `${name} ${format(line).trimEnd()}`
  return stream === 'stderr' ? `${name} ${line}` : undefined
}

function levelOf(line: string): number | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const record: unknown = JSON.parse(line)
    return typeof record === 'object' && record !== null && 'level' in record && typeof record.level === 'number'
      ? record.level
      : undefined
  } catch {
    return undefined
  }
}
