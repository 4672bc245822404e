import { observer } from 'mediasoup'
import type { types } from 'mediasoup'

/**
 * mediasoup's own view of what a node in this process does: what the worker was told, which no answer of
 * the control API shows. Collects what is made from now on.
 */
export function mediasoupSide() {
  const routers: types.Router[] = []
  /** The producer of each id that was made last, which is the piped one of those that are in two parts. */
  const producers = new Map<string, types.Producer>()
  /** The producer of each id that an endpoint sends to. */
  const origins = new Map<string, types.Producer>()
  const consumers = new Map<string, types.Consumer>()
  const levelObservers: types.AudioLevelObserver[] = []
  const ends: PipeEndSeen[] = []
  const routerOf = new Map<string, types.Router>()
  observer.on('newworker', (worker) => {
    worker.observer.on('newrouter', (router) => {
      routers.push(router)
      router.observer.on('newrtpobserver', (rtpObserver) => {
        if (isLevelObserver(rtpObserver)) levelObservers.push(rtpObserver)
      })
      router.observer.on('newtransport', (transport) => {
        const end: PipeEndSeen = { router, transport, received: [], sent: [] }
        if (transport.type === 'pipe') ends.push(end)
        transport.observer.on('newproducer', (producer) => {
          producers.set(producer.id, producer)
          if (transport.type === 'pipe') end.received.push(producer)
          else origins.set(producer.id, producer)
        })
        transport.observer.on('newconsumer', (consumer) => {
          consumers.set(consumer.id, consumer)
          routerOf.set(consumer.id, router)
          if (transport.type === 'pipe') end.sent.push(consumer)
        })
      })
    })
  })
  const openEnds = () => ends.filter(({ transport }) => !transport.closed)
  /** Ends of pipes that are open now. */
  const pipeEnds = () => openEnds().map(({ transport }) => transport)
  /** Finds piped producers that nobody on their router receives, and ends that carry nothing. */
  const unusedPipes = () => {
    const alive = [...consumers.values()].filter(({ closed }) => !closed)
    const isReceived = (router: types.Router, { id }: types.Producer) =>
      alive.some((consumer) => consumer.producerId === id && routerOf.get(consumer.id) === router)
    return openEnds().flatMap(({ router, transport, received, sent }) => {
      const open = received.filter(({ closed }) => !closed)
      const carries = open.length > 0 || sent.some(({ closed }) => !closed)
      const idle = open.filter((producer) => !isReceived(router, producer)).map(({ id }) => id)
      return carries ? idle : [transport.id]
    })
  }
  return { routers, producers, origins, consumers, levelObservers, pipeEnds, unusedPipes }
}

type PipeEndSeen = {
  readonly router: types.Router
  readonly transport: types.Transport
  readonly received: types.Producer[]
  readonly sent: types.Consumer[]
}

function isLevelObserver(rtpObserver: types.RtpObserver): rtpObserver is types.AudioLevelObserver {
  return rtpObserver.type === 'audiolevel'
}
