import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LogFile } from './LogFile.ts'

test('a full log becomes .1 and the oldest goes; only the owner reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diem-cau-log-'))
  const log = new LogFile(join(folder, 'sfu.log'), 10)
  for (let n = 0; n < 8; n += 1) log.write(`line number ${n}`)
  log.close()
  expect(statSync(join(folder, 'sfu.log')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'sfu.log'), 'utf8')).toBe('line number 7\n')
  expect(readFileSync(join(folder, 'sfu.1.log'), 'utf8')).toBe('line number 6\n')
  expect(existsSync(join(folder, 'sfu.4.log'))).toBe(true)
  expect(existsSync(join(folder, 'sfu.5.log'))).toBe(false)
  rmSync(folder, { recursive: true })
})
