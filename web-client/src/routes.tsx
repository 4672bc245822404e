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
      { path: '/answer/:token', lazy: { Component: async () => (await import('./views/answer/AnswerPage.tsx')).AnswerPage } },
      { path: '/guest/:token', lazy: { Component: async () => (await import('./views/answer/GuestPage.tsx')).GuestPage } },
      {
        element: <SignedInOnly />,
        children: [
          {
            lazy: { Component: async () => (await import('./views/shell/Shell.tsx')).Shell },
            children: [
              { path: '/', lazy: { Component: async () => (await import('./views/meetings/MeetingsPage.tsx')).MeetingsPage } },
              { path: '/calendar', lazy: { Component: async () => (await import('./views/calendar/CalendarPage.tsx')).CalendarPage } },
              { path: '/planning/new', lazy: { Component: async () => (await import('./views/planning/EditorPage.tsx')).EditorPage } },
              { path: '/planning/:meetingId', lazy: { Component: async () => (await import('./views/planning/PlanPage.tsx')).PlanPage } },
              { path: '/planning/:meetingId/edit', lazy: { Component: async () => (await import('./views/planning/EditorPage.tsx')).EditorPage } },
              { path: '/invitations', lazy: { Component: async () => (await import('./views/invitations/InvitationsPage.tsx')).InvitationsPage } },
            ],
          },
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
