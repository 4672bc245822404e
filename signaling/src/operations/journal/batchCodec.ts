import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { FindingCode, Health, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { ByteReader } from '../codec/ByteReader.ts'
import { ByteWriter } from '../codec/ByteWriter.ts'
import { fromSteps, inSteps, STEPS_PER_ONE } from '../codec/steps.ts'
import type { Batch, BatchEntry, TimedSample } from './Batch.ts'

const VERSION = 1
/** Fast, as these rows are read for minutes only. */
const LEVEL = 1
/** Bytes of a batch once it is unpacked: more is none of ours. */
const MOST_BYTES = 32 * 1024 * 1024

const KINDS = ResourceKind.options
const HEALTHS = Health.options
const CODES = FindingCode.options

/** Packs a batch for its row. Kinds, healths and findings are written as their places in the contract's lists, which only grow. */
export function encodeBatch({ at, entries }: Batch): Uint8Array {
  const out = new ByteWriter()
  out.unsigned(VERSION)
  out.unsigned(at)
  out.unsigned(entries.length)
  for (const entry of entries) writeEntry(out, entry, at)
  return deflateRawSync(out.bytes, { level: LEVEL })
}

/** @throws Error for bytes that {@link encodeBatch} has not made */
export function decodeBatch(data: Uint8Array): Batch {
  const from = new ByteReader(inflateRawSync(data, { maxOutputLength: MOST_BYTES }))
  const version = from.unsigned()
  if (version !== VERSION) throw new Error(`a batch of version ${version}`)
  const at = from.unsigned()
  return { at, entries: Array.from({ length: from.unsigned() }, () => readEntry(from, at)) }
}

function writeEntry(out: ByteWriter, { id, kind, health, since, findings, samples }: BatchEntry, at: number): void {
  out.unsigned(id)
  out.unsigned(kind === null ? 0 : KINDS.indexOf(kind) + 1)
  out.unsigned(HEALTHS.indexOf(health))
  out.signed(at * 1000 - since)
  out.unsigned(findings.length)
  for (const finding of findings) {
    out.unsigned(CODES.indexOf(finding.code) * 2 + (finding.health === 'bad' ? 1 : 0))
    out.signed(at * 1000 - finding.since)
    out.optional(inSteps(finding.value, 100))
  }
  if (kind === null) return
  out.unsigned(samples.length)
  const perOne = STEPS_PER_ONE[kind]
  for (const sample of samples) {
    out.signed(at - sample.at)
    out.unsigned(perOne.length)
    for (let index = 0; index < perOne.length; index += 1)
      out.optional(inSteps(sample.values[index], perOne[index] ?? 1))
  }
}

function readEntry(from: ByteReader, at: number): BatchEntry {
  const id = from.unsigned()
  const kind = KINDS[from.unsigned() - 1] ?? null
  const health = HEALTHS[from.unsigned()] ?? 'unknown'
  const since = at * 1000 - from.signed()
  const findings = Array.from({ length: from.unsigned() }, () => readFinding(from, at)).filter(
    (finding) => finding !== null,
  )
  const samples = kind === null ? [] : Array.from({ length: from.unsigned() }, () => readSample(from, at, kind))
  return { id, kind, health, since, findings, samples }
}

/** @returns null for a finding of a newer program */
function readFinding(from: ByteReader, at: number): BatchEntry['findings'][number] | null {
  const what = from.unsigned()
  const since = at * 1000 - from.signed()
  const value = fromSteps(from.optional(), 100)
  const code = CODES[Math.floor(what / 2)]
  return code === undefined ? null : { code, health: what % 2 === 1 ? 'bad' : 'weak', since, value }
}

/** A newer program's sample may be longer, an older one's shorter. */
function readSample(from: ByteReader, at: number, kind: ResourceKind): TimedSample {
  const second = at - from.signed()
  const perOne = STEPS_PER_ONE[kind]
  const written = from.unsigned()
  const values: (number | null)[] = []
  for (let index = 0; index < written; index += 1) {
    const value = fromSteps(from.optional(), perOne[index] ?? 1)
    if (index < perOne.length) values.push(value)
  }
  while (values.length < perOne.length) values.push(null)
  return { at: second, values }
}
