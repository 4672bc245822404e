import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { METRICS, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { ByteReader } from '../codec/ByteReader.ts'
import { ByteWriter } from '../codec/ByteWriter.ts'
import { fromSteps, inSteps, STEPS_PER_ONE } from '../codec/steps.ts'
import { CHUNK_POINTS, emptyColumn, type Points } from './Points.ts'

const VERSION = 1
const LEVEL = 6
const MOST_BYTES = 1024 * 1024

/** The ways to write a column, by their numbers. */
const NOTHING = 0
const CONSTANT = 1
const STEPS = 2

type Column = readonly (number | null)[]

/** Packs sixty points: column by column, each value as its step from the one before, so that what hardly moves takes hardly any room. */
export function encodeChunk({ kind, value, max }: Points): Uint8Array {
  const out = new ByteWriter()
  out.unsigned(VERSION)
  out.unsigned(ResourceKind.options.indexOf(kind))
  out.unsigned(METRICS[kind].length)
  for (const [index, perOne] of STEPS_PER_ONE[kind].entries()) {
    const values = wholeColumn(value[index], perOne)
    writeColumn(out, values)
    writeColumn(out, above(wholeColumn(max[index], perOne), values))
  }
  return deflateRawSync(out.bytes, { level: LEVEL })
}

/** @throws Error for bytes that {@link encodeChunk} has not made */
export function decodeChunk(data: Uint8Array): Points {
  const from = new ByteReader(inflateRawSync(data, { maxOutputLength: MOST_BYTES }))
  const version = from.unsigned()
  const kind = ResourceKind.options[from.unsigned()]
  if (version !== VERSION || kind === undefined) throw new Error(`a chunk of version ${version}`)
  const written = from.unsigned()
  const value: (number | null)[][] = []
  const max: (number | null)[][] = []
  for (let index = 0; index < written; index += 1) {
    const perOne = STEPS_PER_ONE[kind][index] ?? 1
    const values = readColumn(from)
    const above = readColumn(from)
    value.push(values.map((each) => fromSteps(each, perOne)))
    max.push(above.map((each, point) => fromSteps(each === null ? null : each + (values[point] ?? 0), perOne)))
  }
  // An earlier version had fewer metrics: what it does not have was not read.
  const nothing = Array.from({ length: CHUNK_POINTS }, () => null)
  return {
    kind,
    value: METRICS[kind].map((_, index) => value[index] ?? nothing),
    max: METRICS[kind].map((_, index) => max[index] ?? nothing),
  }
}

/** Loops, here and in `writeColumn`, as this runs for every value that is kept. */
function wholeColumn(column: Column | undefined, perOne: number): (number | null)[] {
  const whole = emptyColumn()
  if (column) for (let point = 0; point < CHUNK_POINTS; point += 1) whole[point] = inSteps(column[point], perOne)
  return whole
}

/** Turns values into what they are more than others. @param column is changed, and given back */
function above(column: (number | null)[], values: Column): Column {
  for (let point = 0; point < CHUNK_POINTS; point += 1) {
    const each = column[point] ?? null
    column[point] = each === null ? null : each - (values[point] ?? 0)
  }
  return column
}

function writeColumn(out: ByteWriter, column: Column): void {
  const [first = null] = column
  if (column.every((each) => each === first)) {
    out.unsigned(first === null ? NOTHING : CONSTANT)
    if (first !== null) out.signed(first)
    return
  }
  out.unsigned(STEPS)
  let before = 0
  for (const each of column) {
    out.optional(each === null ? null : each - before)
    before = each ?? before
  }
}

function readColumn(from: ByteReader): (number | null)[] {
  const how = from.unsigned()
  const constant = how === CONSTANT ? from.signed() : null
  let before = 0
  return Array.from({ length: CHUNK_POINTS }, () => {
    if (how !== STEPS) return constant
    const step = from.optional()
    if (step === null) return null
    before += step
    return before
  })
}
