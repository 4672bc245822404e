import type { Scene } from '../scene/Scene.ts'

/** The same in both languages. */
export type Words = { readonly vi: string; readonly en: string }

/** `problem`: somebody cannot meet, or soon will not; `warning`: it works, but not for long or not well; `unknown`: it could not be looked at. */
export const LEVELS = ['problem', 'warning', 'unknown', 'ok'] as const
export type Level = (typeof LEVELS)[number]

export type Finding = {
  readonly level: Level
  /** The state that was found, in words with the values that were read. */
  readonly says: Words
  /** The advice; null when nothing has to be done. */
  readonly todo: Words | null
}

export type Check = {
  readonly id: string
  readonly title: Words
  /** Looks, and gives one finding for each thing that was looked at. An error means that it could not be looked at. */
  readonly look: (scene: Scene) => Promise<readonly Finding[]>
}

export const fine = (vi: string, en: string): Finding => ({ level: 'ok', says: { vi, en }, todo: null })

export const unknown = (vi: string, en: string): Finding => ({ level: 'unknown', says: { vi, en }, todo: null })

export const problem = (says: Words, todo: Words): Finding => ({ level: 'problem', says, todo })

export const warning = (says: Words, todo: Words): Finding => ({ level: 'warning', says, todo })
