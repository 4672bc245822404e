import { lazy, Suspense, useEffect, useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useStore } from 'zustand'
import { accountStore, maySignInAgain } from '../api/client/account.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { roomComputer } from '../features/ownRoom/roomComputer.ts'
import { nextPage } from '../features/signIn/nextPage.ts'
import { withTexts } from '../locales/withTexts.ts'

const FirstStepsPage = lazy(async () => ({
  default: (await withTexts(['security', 'ui'], import('../features/security/FirstStepsPage.tsx'))).FirstStepsPage,
}))

/** Shows its content to people who are signed in; others sign in first and come back here. */
export function SignedInOnly() {
  const state = useStore(accountStore)
  const { pathname, search, hash } = useLocation()
  const next = pathname + search + hash
  const [wanted] = useState(nextPage.get)
  const { status } = state
  useEffect(() => {
    if (status === 'signedIn') nextPage.clear()
  }, [status])
  switch (status) {
    case 'unknown':
      return <Waiting />
    case 'signedOut':
      // The server is away. The room's page waits for it, and leads back into the meeting.
      if (roomComputer.isOne() && maySignInAgain()) return <Navigate to="/room" replace />
      return <Navigate to={`/sign-in${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`} replace />
    case 'signedIn':
      if (state.needs !== null) {
        return (
          <Suspense fallback={<Waiting />}>
            <FirstStepsPage needs={state.needs} />
          </Suspense>
        )
      }
      // The PC of a meeting room has a page of its own.
      if (state.account.kind === 'room' && pathname === '/') return <Navigate to="/room" replace />
      if (wanted !== null && wanted !== '/' && pathname === '/' && nextPage.get() !== null)
        return <Navigate to={wanted} replace />
      return <Outlet />
    default:
      return status satisfies never
  }
}
