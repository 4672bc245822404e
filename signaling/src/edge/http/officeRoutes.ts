import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { auditRoutes } from '../../office/audit/auditRoutes.ts'
import { groupRoutes } from '../../office/groups/groupRoutes.ts'
import { inboxRoutes } from '../../office/inbox/inboxRoutes.ts'
import { feedRoutes } from '../../office/invitations/feedRoutes.ts'
import { invitationRoutes } from '../../office/invitations/invitationRoutes.ts'
import { linkRoutes } from '../../office/invitations/linkRoutes.ts'
import { outboxRoutes } from '../../office/post/outboxRoutes.ts'
import type { Post } from '../../office/post/Post.ts'
import type { MinutesDesk } from '../../office/minutes/MinutesDesk.ts'
import { minutesRoutes } from '../../office/minutes/minutesRoutes.ts'
import type { PaperContext } from '../../office/papers/PaperContext.ts'
import { paperRoutes } from '../../office/papers/paperRoutes.ts'
import { meRoutes } from '../../office/people/meRoutes.ts'
import { peopleRoutes } from '../../office/people/peopleRoutes.ts'
import { reportRoutes } from '../../office/reports/reportRoutes.ts'
import { roomRoutes } from '../../office/rooms/roomRoutes.ts'
import type { PlanPapers } from '../../office/schedule/PlanPapers.ts'
import { scheduleRoutes } from '../../office/schedule/scheduleRoutes.ts'
import { todoRoutes } from '../../office/todo/todoRoutes.ts'
import { unitRoutes } from '../../office/units/unitRoutes.ts'

/** The office and what its parts offer each other. */
export type OfficeServices = PaperContext & {
  readonly planPapers: PlanPapers
  readonly post: Post
  readonly minutes: MinutesDesk
}

/** Everything of the office under /api. */
export const officeRoutes: FastifyPluginAsyncZod<OfficeServices> = async (app, office) => {
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
