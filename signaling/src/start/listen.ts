import type { FastifyInstance } from 'fastify'
import { StartupError } from '../db/engine/StartupError.ts'

/** @throws StartupError when the port cannot be had */
export async function listen(
  app: Pick<FastifyInstance, 'listen'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw explained(error, host, port)
  }
}

function explained(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') {
    return new StartupError(
      {
        vi: `Cổng ${port} trên ${host} đang được chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác bằng --port.`,
        en: `Port ${port} on ${host} is used by another program. Stop it, or choose another port with --port.`,
      },
      error,
    )
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new StartupError(
      {
        vi: `Không mở được ${host}:${port} (${code}). Hãy chọn địa chỉ của máy này và cổng từ 1024 trở lên.`,
        en: `${host}:${port} cannot be opened (${code}). Choose an address of this machine and a port from 1024 up.`,
      },
      error,
    )
  }
  return error
}
