import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { memoryMb } from '../../load/city/memoryMb.ts'

/** What a process holds of the machine. */
export interface Footprint {
  readonly rssMb: number
  /** Open files and sockets. */
  readonly handles: number
  /** UDP ports: of media, and one for each end of a pipe. */
  readonly ports: number
}

/** Reads it from proc(5); nothing of a process that has ended. */
export function footprintOf(pid: number): Footprint {
  const links = descriptorsOf(pid)
  const udp = udpInodes(pid)
  const sockets = links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
  return { rssMb: memoryMb([pid]), handles: links.length, ports: sockets.filter((inode) => udp.has(inode)).length }
}

function descriptorsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  return list(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)]
    } catch {
      return [] // closed meanwhile
    }
  })
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function udpInodes(pid: number): ReadonlySet<string> {
  const inodes = ['udp', 'udp6'].flatMap((table) => {
    try {
      const lines = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1)
      return lines.flatMap((line) => line.trim().split(/\s+/)[9] ?? [])
    } catch {
      return []
    }
  })
  return new Set(inodes)
}
