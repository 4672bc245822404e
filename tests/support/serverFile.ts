import { bundleServer, type ServerName } from '../../infra/start/bundleServer.ts'

const files = new Map<ServerName, Promise<string>>()

/**
 * A server as one file, as `npm start` runs it: it is ready in half the time that its sources take. Looked at once in each process,
 * so sources that change while tests run are not seen.
 * @throws SetupError when the sources do not build
 */
export function serverFile(name: ServerName): Promise<string> {
  const file = files.get(name) ?? bundleServer(name)
  files.set(name, file)
  return file
}
