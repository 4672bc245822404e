import { conductsBySeat, type ParticipantId, type Seat } from '@diem-cau/signaling-contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { noBands, type Bands } from './bands.ts'
import type { OwnView } from './stageLayout.ts'

type Dialog = 'settings' | 'shortcuts' | 'complaint' | 'leave' | null

/** The way in which this screen shows the meeting; it concerns nobody else. */
export interface LayoutState {
  readonly view: 'stage' | 'wall'
  /** The view on the stage, instead of the one that the chair decided. */
  readonly own: OwnView | null
  /** The page of the wall, from 0. */
  readonly page: number
  /** The name of the subject whose panel is open. */
  readonly panel: string | null
  readonly dialog: Dialog
  /** The room whose camera is moved from here; null: none. */
  readonly cameraOf: ParticipantId | null
  /** The bands over the pictures. */
  readonly bands: Bands
  /** True while the paper or screen that everyone watches is on a second screen, and so not on this one. */
  readonly hasSecond: boolean
}

export type LayoutStore = StoreApi<LayoutState>

/** Chooses the first view: people who lead want to see every room, a room wants to see who leads. */
export function createLayoutStore(seat: Seat): LayoutStore {
  const view = conductsBySeat(seat) ? 'wall' : 'stage'
  return createStore<LayoutState>(() => ({
    view,
    own: null,
    page: 0,
    panel: null,
    dialog: null,
    cameraOf: null,
    bands: noBands,
    hasSecond: false,
  }))
}
