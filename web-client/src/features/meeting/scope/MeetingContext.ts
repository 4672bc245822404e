import type { MeetingDetail } from '@diem-cau/signaling-contract'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { MeetingClient } from '../../../live/meeting/MeetingClient.ts'
import type { MeetingModel, MeetingStore } from '../../../live/meeting/MeetingModel.ts'

export interface MeetingScope {
  readonly client: MeetingClient
  readonly detail: MeetingDetail
  /** The store that views here show: the client's own, or one that follows it. */
  readonly store: MeetingStore
  /** The store that follows it, the pictures first. */
  readonly later: MeetingStore
}

export const MeetingContext = createContext<MeetingScope | null>(null)

export function useMeetingScope(): MeetingScope {
  const scope = useContext(MeetingContext)
  if (!scope) throw new Error('this view lives inside MeetingPage')
  return scope
}

export const useMeetingClient = (): MeetingClient => useMeetingScope().client

/** A part of the model; renders again when that part changes. */
export function useMeeting<T>(select: (model: MeetingModel) => T): T {
  return useStore(useMeetingScope().store, useShallow(select))
}
