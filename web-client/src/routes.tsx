import { createBrowserRouter } from 'react-router'
import { ErrorPage } from './views/ErrorPage.tsx'
import { NotFoundPage } from './views/NotFoundPage.tsx'
import { SignedInOnly } from './views/SignedInOnly.tsx'
import { Waiting } from './ui/Waiting.tsx'

/** Every view comes with its route; media code comes with the meeting alone. */
export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <Waiting />,
    children: [
      { path: '/sign-in', lazy: { Component: async () => (await import('./views/signin/SignInPage.tsx')).SignInPage } },
      {
        element: <SignedInOnly />,
        children: [
          { path: '/', lazy: { Component: async () => (await import('./views/meetings/MeetingsPage.tsx')).MeetingsPage } },
          {
            path: '/meetings/:meetingId',
            lazy: { Component: async () => (await import('./views/MeetingPage.tsx')).MeetingPage },
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
])
