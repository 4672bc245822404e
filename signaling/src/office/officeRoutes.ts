import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { OfficeContext } from './OfficeContext.ts'

/** Everything of the office under /api. */
export const officeRoutes: FastifyPluginAsyncZod<OfficeContext> = async (_app, _office) => {
  // Each part registers its own plugin here, with the office as its options.
}
