import { Navigate, Outlet, useLocation } from 'react-router'
import { useStore } from 'zustand'
import { accountStore } from '../signaling/account.ts'
import { Waiting } from '../ui/Waiting.tsx'

/** What follows is for people who are signed in; others sign in first and come back here. */
export function SignedInOnly() {
  const status = useStore(accountStore, (state) => state.status)
  const { pathname, search, hash } = useLocation()
  const next = pathname + search + hash
  switch (status) {
    case 'unknown':
      return <Waiting />
    case 'signedOut':
      return <Navigate to={`/sign-in${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`} replace />
    case 'signedIn':
      return <Outlet />
    default:
      return status satisfies never
  }
}
