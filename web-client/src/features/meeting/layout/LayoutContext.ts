import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { LayoutState, LayoutStore } from './LayoutModel.ts'

export const LayoutContext = createContext<LayoutStore | null>(null)

export function useLayoutStore(): LayoutStore {
  const store = useContext(LayoutContext)
  if (!store) throw new Error('this view lives inside MeetingView')
  return store
}

export function useLayout<T>(select: (state: LayoutState) => T): T {
  return useStore(useLayoutStore(), select)
}
