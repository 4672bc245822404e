import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { auditRoutes } from './audit/auditRoutes.ts'
import { groupRoutes } from './groups/groupRoutes.ts'
import type { OfficeContext } from './OfficeContext.ts'
import { meRoutes } from './people/meRoutes.ts'
import { peopleRoutes } from './people/peopleRoutes.ts'
import { unitRoutes } from './units/unitRoutes.ts'

/** Everything of the office under /api. */
export const officeRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, office) => {
  // Each part registers its own plugin here, with the office as its options.
  await app.register(meRoutes, office)
  await app.register(peopleRoutes, office)
  await app.register(unitRoutes, office)
  await app.register(groupRoutes, office)
  await app.register(auditRoutes, office)
}
