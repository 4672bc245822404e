import { createBrowserRouter } from 'react-router'
import { ErrorPage } from './ErrorPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { SignedInOnly } from './SignedInOnly.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { withTexts } from '../locales/withTexts.ts'

/**
 * The administration is one chunk: people who open it walk through all of it, and each chunk costs the first page a
 * line.
 */
const admin = () =>
  withTexts(['admin', 'audit', 'integrations', 'schedule', 'ui'], import('../features/admin/adminPages.ts'))

/** So are the pages of who watches over servers and lines. */
const operations = () =>
  withTexts(['alerts', 'causes', 'operations', 'troubles'], import('../features/operations/operationsPages.ts'))

/** Every view comes with its route; media code comes with the meeting alone. */
export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <Waiting />,
    children: [
      {
        path: '/sign-in',
        lazy: { Component: async () => (await import('../features/signIn/SignInPage.tsx')).SignInPage },
      },
      {
        path: '/room',
        lazy: {
          Component: async () =>
            (await withTexts(['inbox', 'lacks', 'ownRoom', 'room'], import('../features/room/RoomPage.tsx'))).RoomPage,
        },
      },
      {
        path: '/thu-may',
        lazy: {
          Component: async () =>
            (await withTexts(['lacks', 'roomTest'], import('../features/roomTest/RoomTestPage.tsx'))).RoomTestPage,
        },
      },
      {
        path: '/answer/:token',
        lazy: {
          Component: async () =>
            (await withTexts(['answer', 'inbox', 'schedule'], import('../features/invitations/byLink/AnswerPage.tsx')))
              .AnswerPage,
        },
      },
      {
        path: '/guest/:token',
        lazy: {
          Component: async () =>
            (await withTexts(['answer'], import('../features/invitations/byLink/GuestPage.tsx'))).GuestPage,
        },
      },
      {
        element: <SignedInOnly />,
        children: [
          {
            path: '/arrive/:token',
            lazy: {
              Component: async () =>
                (await withTexts(['ownRoom'], import('../features/ownRoom/ArrivePage.tsx'))).ArrivePage,
            },
          },
          {
            lazy: { Component: async () => (await withTexts(['inbox', 'shell'], import('./Shell.tsx'))).Shell },
            children: [
              {
                path: '/',
                lazy: {
                  Component: async () =>
                    (await withTexts(['board', 'home'], import('../features/home/MeetingsPage.tsx'))).MeetingsPage,
                },
              },
              {
                path: '/calendar',
                lazy: {
                  Component: async () =>
                    (await withTexts(['home', 'schedule'], import('../features/calendar/CalendarPage.tsx')))
                      .CalendarPage,
                },
              },
              {
                path: '/planning/new',
                lazy: {
                  Component: async () =>
                    (await withTexts(['schedule', 'ui'], import('../features/planning/editor/EditorPage.tsx')))
                      .EditorPage,
                },
              },
              {
                path: '/planning/:meetingId',
                lazy: {
                  Component: async () =>
                    (await withTexts(['board', 'inbox', 'schedule'], import('../features/planning/page/PlanPage.tsx')))
                      .PlanPage,
                },
              },
              {
                path: '/planning/:meetingId/edit',
                lazy: {
                  Component: async () =>
                    (await withTexts(['schedule', 'ui'], import('../features/planning/editor/EditorPage.tsx')))
                      .EditorPage,
                },
              },
              {
                path: '/invitations',
                lazy: {
                  Component: async () =>
                    (await withTexts(['inbox', 'schedule'], import('../features/invitations/InvitationsPage.tsx')))
                      .InvitationsPage,
                },
              },
              {
                path: '/minutes',
                lazy: {
                  Component: async () =>
                    (await withTexts(['minutes'], import('../features/minutes/MinutesListPage.tsx'))).MinutesListPage,
                },
              },
              {
                path: '/minutes/:meetingId',
                lazy: {
                  Component: async () =>
                    (await withTexts(['minutes', 'ui'], import('../features/minutes/MinutesPage.tsx'))).MinutesPage,
                },
              },
              {
                path: '/reports',
                lazy: {
                  Component: async () =>
                    (await withTexts(['reports'], import('../features/reports/ReportsPage.tsx'))).ReportsPage,
                },
              },
              {
                path: '/security',
                lazy: {
                  Component: async () =>
                    (await withTexts(['security', 'ui'], import('../features/security/SecurityPage.tsx'))).SecurityPage,
                },
              },
              {
                path: '/san-sang',
                lazy: {
                  Component: async () =>
                    (await withTexts(['board'], import('../features/readiness/BoardPage.tsx'))).BoardPage,
                },
              },
              {
                path: '/san-sang/:roomId',
                lazy: {
                  Component: async () =>
                    (
                      await withTexts(
                        ['board', 'meeting', 'ownRoom'],
                        import('../features/readiness/RoomReadinessPage.tsx'),
                      )
                    ).RoomReadinessPage,
                },
              },
              {
                path: '/operations',
                lazy: { Component: async () => (await operations()).OperationsLayout },
                children: [
                  { index: true, lazy: { Component: async () => (await operations()).ServersPage } },
                  { path: 'history', lazy: { Component: async () => (await operations()).HistoryPage } },
                  { path: 'alerts', lazy: { Component: async () => (await operations()).AlertsPage } },
                  { path: 'alerts/:alertId', lazy: { Component: async () => (await operations()).AlertPage } },
                  { path: 'alert-rules', lazy: { Component: async () => (await operations()).AlertRulesPage } },
                  { path: 'servers/:resourceId', lazy: { Component: async () => (await operations()).ResourcePage } },
                  { path: 'meetings/:meetingId', lazy: { Component: async () => (await operations()).EndpointsPage } },
                  {
                    path: 'meetings/:meetingId/:participantId',
                    lazy: { Component: async () => (await operations()).EndpointPage },
                  },
                  {
                    path: 'meetings/:meetingId/:participantId/why',
                    lazy: { Component: async () => (await operations()).WhyPage },
                  },
                  { path: 'months', lazy: { Component: async () => (await operations()).MonthPage } },
                ],
              },
              {
                path: '/admin',
                lazy: { Component: async () => (await admin()).AdminLayout },
                children: [
                  { index: true, lazy: { Component: async () => (await admin()).AdminIndex } },
                  { path: 'units', lazy: { Component: async () => (await admin()).UnitsPage } },
                  { path: 'units/import', lazy: { Component: async () => (await admin()).UnitsImportPage } },
                  { path: 'units/at/:code', lazy: { Component: async () => (await admin()).UnitPage } },
                  { path: 'people', lazy: { Component: async () => (await admin()).PeoplePage } },
                  { path: 'people/import', lazy: { Component: async () => (await admin()).PeopleImportPage } },
                  { path: 'rooms', lazy: { Component: async () => (await admin()).RoomsPage } },
                  { path: 'groups', lazy: { Component: async () => (await admin()).GroupsPage } },
                  { path: 'audit', lazy: { Component: async () => (await admin()).AuditPage } },
                  { path: 'outbox', lazy: { Component: async () => (await admin()).OutboxPage } },
                  { path: 'webhooks', lazy: { Component: async () => (await admin()).WebhooksPage } },
                  { path: 'webhooks/:webhookId', lazy: { Component: async () => (await admin()).DeliveriesPage } },
                  { path: 'keys', lazy: { Component: async () => (await admin()).KeysPage } },
                ],
              },
            ],
          },
          {
            path: '/meetings/:meetingId',
            lazy: {
              Component: async () =>
                (
                  await withTexts(
                    ['conduct', 'lacks', 'meeting', 'ownRoom', 'stage', 'troubles'],
                    import('../features/meeting/MeetingPage.tsx'),
                  )
                ).MeetingPage,
            },
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
])
