import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Limits } from '../../auth/limits/Limits.ts'
import { auditRoutes } from '../../office/audit/auditRoutes.ts'
import { groupRoutes } from '../../office/groups/groupRoutes.ts'
import type { Inbox } from '../../office/inbox/Inbox.ts'
import type { WhichMachine } from '../../auth/authenticate.ts'
import { apiKeyRoutes } from '../../office/keys/apiKeyRoutes.ts'
import { inboxRoutes } from '../../office/inbox/inboxRoutes.ts'
import { feedRoutes } from '../../office/invitations/feedRoutes.ts'
import { invitationRoutes } from '../../office/invitations/invitationRoutes.ts'
import type { Invitations } from '../../office/invitations/Invitations.ts'
import { linkRoutes } from '../../office/invitations/linkRoutes.ts'
import { outboxRoutes } from '../../office/post/outboxRoutes.ts'
import type { Post } from '../../office/post/Post.ts'
import type { MinutesDesk } from '../../office/minutes/MinutesDesk.ts'
import { minutesRoutes } from '../../office/minutes/minutesRoutes.ts'
import type { OfficeContext } from '../../office/OfficeContext.ts'
import type { PaperServices } from '../../office/papers/PaperContext.ts'
import { paperRoutes } from '../../office/papers/paperRoutes.ts'
import { type MeServices, meRoutes } from '../../office/people/meRoutes.ts'
import { peopleRoutes } from '../../office/people/peopleRoutes.ts'
import { reportRoutes } from '../../office/reports/reportRoutes.ts'
import { roomRoutes } from '../../office/rooms/roomRoutes.ts'
import type { RunningMeetings } from '../../office/RunningMeetings.ts'
import type { PlanPapers } from '../../office/schedule/PlanPapers.ts'
import { arrivalRoutes } from '../../office/invitations/arrivalRoutes.ts'
import { PlanDesk } from '../../office/schedule/PlanDesk.ts'
import { scheduleRoutes } from '../../office/schedule/scheduleRoutes.ts'
import { todoRoutes } from '../../office/todo/todoRoutes.ts'
import { unitRoutes } from '../../office/units/unitRoutes.ts'

/** The office by subject, and what it asks of signing in and of running meetings. */
export type OfficeServices = {
  readonly context: OfficeContext
  readonly me: MeServices
  readonly limits: Limits
  readonly whichMachine: WhichMachine
  readonly meetings: RunningMeetings
  readonly post: Post
  readonly invitations: Invitations
  readonly inbox: Inbox
  readonly papers: PaperServices & { readonly planPapers: PlanPapers }
  readonly minutes: MinutesDesk
}

/** Everything of the office under /api: each part is given what it uses. */
export const officeRoutes: FastifyPluginAsyncZod<OfficeServices> = async (
  app,
  { context, me, limits, whichMachine, meetings, post, invitations, inbox, papers, minutes },
) => {
  const { signIns } = me
  const { planPapers, ...paperServices } = papers
  await app.register(meRoutes, { ...context, ...me })
  await app.register(peopleRoutes, { ...context, signIns })
  await app.register(roomRoutes, { ...context, limits, signIns })
  await app.register(unitRoutes, context)
  await app.register(groupRoutes, context)
  await app.register(auditRoutes, context)
  await app.register(scheduleRoutes, { ...context, meetings, planHooks: post.hooks, planPapers })
  await app.register(invitationRoutes, { ...context, meetings, invitations })
  await app.register(inboxRoutes, { ...context, meetings, inbox, invitations })
  await app.register(arrivalRoutes, {
    ...context,
    desk: new PlanDesk({ ...context, meetings }, post.hooks),
    tokens: post.tokens,
  })
  await app.register(linkRoutes, { ...context, limits, signIns, invitations })
  await app.register(feedRoutes, { ...context, invitations })
  await app.register(outboxRoutes, { ...context, post })
  await app.register(paperRoutes, { ...context, ...paperServices, meetings, inbox, invitations })
  await app.register(minutesRoutes, { ...context, minutes, paperFiles: papers.paperFiles })
  await app.register(reportRoutes, { ...context, minutes })
  await app.register(apiKeyRoutes, { ...context, whichMachine })
  await app.register(todoRoutes, { ...context, meetings, invitations })
}
