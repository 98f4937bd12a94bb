import type { Endpoint } from '../../../contract/endpoint.ts';
import { rank } from './admit-requests.ts';
import { isKeepable } from './keepable-answers.ts';
import type { Route } from './route.ts';

const name = ({ method, path }: Endpoint) => `${method} ${path}`;

/** Refuses to start when the contract and the routes differ: an endpoint nobody serves, one served twice or not in the contract, one without access. */
export function assertServed(endpoints: readonly Endpoint[], routes: readonly Route[]): void {
  const served = routes.map((route) => route.endpoint);
  const faults = [
    ...endpoints.filter((endpoint) => !served.includes(endpoint)).map((endpoint) => `${name(endpoint)} is served by no module`),
    ...served.filter((endpoint) => !endpoints.includes(endpoint)).map((endpoint) => `${name(endpoint)} is not in the contract`),
    ...served.filter((endpoint, index) => served.indexOf(endpoint) !== index).map((endpoint) => `${name(endpoint)} is served twice`),
    ...endpoints
      .filter(({ access }) => access !== 'anyone' && !Object.hasOwn(rank, access))
      .map((endpoint) => `${name(endpoint)} declares no access`),
    ...routes
      .filter(({ kind, endpoint }) => kind !== 'bare' && ['upload', 'stream'].includes(endpoint.transfer ?? 'json'))
      .map(({ endpoint }) => `${name(endpoint)} must be a bareRoute`),
    ...routes
      .filter(({ kind, endpoint }) => (kind === 'export') !== (endpoint.transfer === 'file'))
      .map(({ endpoint }) => `${name(endpoint)} answers with a file and is no exportRoute, or the other way round`),
    ...routes
      .filter((route) => route.kind === 'act' && route.reread === undefined && !isKeepable(route.endpoint))
      .map(({ endpoint }) => `${name(endpoint)} answers with more than ids and counts, which is not kept: it must be a rereadRoute`),
  ];
  if (faults.length > 0) throw new Error(`The contract and the routes differ:\n${faults.join('\n')}`);
}
