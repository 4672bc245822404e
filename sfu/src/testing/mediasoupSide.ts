import { observer } from 'mediasoup'
import type { types } from 'mediasoup'

/**
 * mediasoup's own view of what a node in this process does: what the worker was told, which no answer of
 * the control API shows. Collects what is made from now on.
 */
export function mediasoupSide() {
  const routers: types.Router[] = []
  const producers = new Map<string, types.Producer>()
  const consumers = new Map<string, types.Consumer>()
  const levelObservers: types.AudioLevelObserver[] = []
  observer.on('newworker', (worker) => {
    worker.observer.on('newrouter', (router) => {
      routers.push(router)
      router.observer.on('newrtpobserver', (rtpObserver) => {
        if (isLevelObserver(rtpObserver)) levelObservers.push(rtpObserver)
      })
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newproducer', (producer) => producers.set(producer.id, producer))
        transport.observer.on('newconsumer', (consumer) => consumers.set(consumer.id, consumer))
      })
    })
  })
  return { routers, producers, consumers, levelObservers }
}

function isLevelObserver(rtpObserver: types.RtpObserver): rtpObserver is types.AudioLevelObserver {
  return rtpObserver.type === 'audiolevel'
}
