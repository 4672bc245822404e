import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MAX_PAPER_BYTES } from '@diem-cau/signaling-contract/office'
import { ConversionFailed } from './ConversionFailed.ts'
import { fontsConf } from './fontsConf.ts'
import type { Sandbox } from './sandboxOf.ts'

export type Conversion = {
  readonly soffice: string
  readonly sandbox: Sandbox
  /** Nobody else's: the profile and the PDF go there. */
  readonly folder: string
  /** Name of the file in `folder`; its ending tells its type. */
  readonly input: string
  /** The office's data, out of reach for whatever a document may try. */
  readonly hidden: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** LibreOffice maps much that it never uses; what a document makes it use beyond this is refused, in bytes. */
const MEMORY_BYTES = 4 * 1024 ** 3
const FONTS = 'fonts.conf'
/** Output of the program is kept up to this, in characters. */
const MAX_SAID = 2_000

/**
 * LibreOffice runs no macro, and fetches nothing that a document only points to: neither from the network nor from this disk.
 * https://wiki.documentfoundation.org/UserProfile, officecfg/registry/schema/org/openoffice/Office/Common.xcs
 */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
`

/**
 * Lets LibreOffice make a PDF of an Office document, in a process group of its own with limits on time, memory and size.
 * @returns the PDF, in `folder`
 * @throws ConversionFailed
 */
export async function convertToPdf(conversion: Conversion): Promise<{ path: string; bytes: number }> {
  const { folder, input } = conversion
  const profile = join(folder, 'profile')
  await mkdir(join(profile, 'user'), { recursive: true, mode: 0o700 })
  await writeFile(join(profile, 'user', 'registrymodifications.xcu'), PROFILE)
  await writeFile(join(folder, FONTS), fontsConf)
  const said = await run(conversion, [
    '--headless',
    '--norestore',
    '--nolockcheck',
    '--nodefault',
    '--nologo',
    `-env:UserInstallation=${pathToFileURL(profile).href}`,
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    input,
  ])
  return checkPdf(input.replace(/\.[^.]+$/, '.pdf'), said)
}

/** @returns what it said */
async function run(conversion: Conversion, args: readonly string[]): Promise<string> {
  const { soffice, sandbox, folder, hidden, timeoutMs, signal } = conversion
  const seconds = Math.ceil(timeoutMs / 1000)
  // Meetings are running on this machine meanwhile: they come first. The limit on computing time outlives this process.
  const limits = [
    'nice',
    '-n',
    '15',
    'prlimit',
    `--as=${MEMORY_BYTES}`,
    `--cpu=${seconds}`,
    `--fsize=${2 * MAX_PAPER_BYTES}`,
    '--core=0',
    '--',
  ]
  const [file = '', ...rest] = sandbox.wrap([...limits, soffice, ...args], resolve(hidden))
  signal.throwIfAborted()
  const child = spawn(file, rest, {
    cwd: folder,
    // A group, so that all that it starts ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The program gets none of our own environment, which has secrets.
    env: {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      FONTCONFIG_FILE: join(folder, FONTS),
      SAL_USE_VCLPLUGIN: 'svp',
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MAX_SAID)
    })
  }
  let late = false
  const timer = setTimeout(() => {
    late = true
    killGroup(child)
  }, timeoutMs)
  const onAbort = () => killGroup(child)
  signal.addEventListener('abort', onAbort)
  try {
    const ended = await new Promise<string | null>((done, failed) => {
      child.once('error', failed)
      child.once('close', (code, killedBy) => done(code === 0 ? null : `ended with ${killedBy ?? code}`))
    }).catch((error: unknown) => `cannot be started: ${String(error)}`)
    signal.throwIfAborted()
    if (late) throw new ConversionFailed('timeout', `not done after ${seconds} s`)
    if (ended !== null) throw new ConversionFailed('crashed', `${ended}. ${said.trim()}`)
    return said.trim()
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    killGroup(child)
  }
}

/** Ends what the program left behind as well. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}

async function checkPdf(path: string, said: string): Promise<{ path: string; bytes: number }> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  )
  if (size === 0) throw new ConversionFailed('refused', said || 'no PDF')
  if (size > MAX_PAPER_BYTES) throw new ConversionFailed('tooLarge', `${size} bytes`)
  await using file = await open(path)
  const head = await file.read(Buffer.alloc(5), 0, 5, 0)
  const tail = await file.read(Buffer.alloc(1024), 0, 1024, Math.max(0, size - 1024))
  const isPdf =
    head.buffer.toString('latin1') === '%PDF-' && tail.buffer.toString('latin1', 0, tail.bytesRead).includes('%%EOF')
  if (!isPdf) throw new ConversionFailed('notPdf', said)
  return { path, bytes: size }
}
