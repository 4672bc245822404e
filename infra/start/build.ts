/** `npm run build -w @diem-cau/signaling` (or sfu): the server as one file, as `npm start` makes it by itself. */
import { bundleServer } from './bundleServer.ts'

for (const name of process.argv.slice(2)) {
  if (name !== 'sfu' && name !== 'signaling') throw new Error(`there is no server called ${name}`)
  console.log(await bundleServer(name))
}
