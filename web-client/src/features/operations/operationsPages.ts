/** All pages of "Vận hành", loaded together; what draws charts comes with the first of them. */
export { EndpointPage } from './endpoint/EndpointPage.tsx'
export { EndpointsPage } from './meeting/EndpointsPage.tsx'
export { HistoryPage } from './history/HistoryPage.tsx'
export { MonthPage } from './months/MonthPage.tsx'
export { OperationsLayout } from './OperationsLayout.tsx'
export { ResourcePage } from './servers/ResourcePage.tsx'
export { ServersPage } from './servers/ServersPage.tsx'
export { WhyPage } from './why/WhyPage.tsx'
