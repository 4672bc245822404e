// @ts-check
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { logFile } from './paths.mjs'
import { SetupError } from './SetupError.mjs'

/** A line this often while a step is silent, so that nobody thinks that it hangs. */
const HEARTBEAT_MS = 15_000
const TAIL_LINES = 20
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs one long step of the set-up: says what it does, how long it usually takes and where its log
 * is, then how far it is. Output goes to the log only.
 *
 * @param {object} step
 * @param {string} step.name log's name, also the prefix of the lines printed
 * @param {string} step.what what it does, for a person
 * @param {string} step.usually how long it usually takes, for a person
 * @param {string} step.ifItFails what the person can do
 * @param {string} step.command
 * @param {readonly string[]} step.args
 * @param {string} [step.cwd]
 * @param {NodeJS.ProcessEnv} [step.env]
 * @param {RegExp} [step.progress] a match in the output is shown as the progress
 * @param {boolean} [step.append] go on in the same log
 * @throws {SetupError} with the last lines of the log
 */
export async function runStep(step) {
  const log = logFile(step.name)
  mkdirSync(dirname(log), { recursive: true })
  const started = Date.now()
  say(`${step.what} (usually ${step.usually}; log: ${log})`)

  const out = createWriteStream(log, { flags: step.append ? 'a' : 'w' })
  out.write(`$ ${[step.command, ...step.args].join(' ')}\n`)
  let progress = ''
  const heartbeat = setInterval(() => {
    say(`  ... ${elapsed(started)}${progress && `, ${progress}`}`)
  }, HEARTBEAT_MS)

  /** @type {NodeJS.Signals | undefined} */
  let asked
  const failure = await new Promise((settle) => {
    const child = spawn(step.command, step.args, {
      cwd: step.cwd,
      env: step.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      asked = signal
      child.kill('SIGTERM')
    }
    for (const signal of SIGNALS) process.once(signal, forward)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        out.write(chunk)
        const found = step.progress && String(chunk).match(step.progress)
        if (found) progress = found[0]
      })
    }
    child.once('error', (error) => settle(error.message))
    child.once('close', (code, signal) => {
      for (const signal of SIGNALS) process.off(signal, forward)
      // What was to end is not gone on with, even where the step paid no heed to it.
      if (asked !== undefined) settle(`broken off by ${asked}`)
      else settle(code === 0 ? undefined : signal ? `ended by ${signal}` : `exit code ${code}`)
    })
  })
  clearInterval(heartbeat)
  await new Promise((done) => out.end(() => done(undefined)))
  if (failure !== undefined) {
    const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n  ')
    throw new SetupError(`${step.what}: failed (${failure}).\n  ${tail}\nLog: ${log}\n${step.ifItFails}`)
  }
  say(`  done in ${elapsed(started)}`)
}

/** @param {number} since epoch ms */
function elapsed(since) {
  const seconds = Math.round((Date.now() - since) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * Prints beside what a command answers: a bench prints nothing but its JSON.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`[set-up] ${line}\n`)
}
