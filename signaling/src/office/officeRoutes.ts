import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { auditRoutes } from './audit/auditRoutes.ts'
import { groupRoutes } from './groups/groupRoutes.ts'
import { inboxRoutes } from './inbox/inboxRoutes.ts'
import { feedRoutes } from './invitations/feedRoutes.ts'
import { invitationRoutes } from './invitations/invitationRoutes.ts'
import { linkRoutes } from './invitations/linkRoutes.ts'
import { outboxRoutes } from './post/outboxRoutes.ts'
import { minutesRoutes } from './minutes/minutesRoutes.ts'
import type { OfficeContext } from './OfficeContext.ts'
import { paperRoutes } from './papers/paperRoutes.ts'
import { meRoutes } from './people/meRoutes.ts'
import { peopleRoutes } from './people/peopleRoutes.ts'
import { reportRoutes } from './reports/reportRoutes.ts'
import { roomRoutes } from './rooms/roomRoutes.ts'
import { scheduleRoutes } from './schedule/scheduleRoutes.ts'
import { todoRoutes } from './todo/todoRoutes.ts'
import { unitRoutes } from './units/unitRoutes.ts'

/** Everything of the office under /api. */
export const officeRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  // Each part registers its own plugin here, with the office as its options.
  await app.register(meRoutes, office)
  await app.register(peopleRoutes, office)
  await app.register(roomRoutes, office)
  await app.register(unitRoutes, office)
  await app.register(groupRoutes, office)
  await app.register(auditRoutes, office)
  await app.register(scheduleRoutes, { ...office, planHooks: office.post.hooks })
  await app.register(invitationRoutes, office)
  await app.register(inboxRoutes, office)
  await app.register(linkRoutes, office)
  await app.register(feedRoutes, office)
  await app.register(outboxRoutes, office)
  await app.register(paperRoutes, office)
  await app.register(minutesRoutes, office)
  await app.register(reportRoutes, office)
  await app.register(todoRoutes, office)
}
