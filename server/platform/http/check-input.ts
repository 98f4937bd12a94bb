import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { inputErrors } from '../../../contract/input-errors.ts';
import { problem } from './problem.ts';
import type { RouteInput } from './route.ts';
import { UnreadJson } from './unread-json.ts';

const nothing = z.strictObject({});

/** What has passed the schemas. */
export type Inputs = Pick<RouteInput, 'params' | 'query' | 'body'>;

/** Staff are told less, and may ask for less. */
export const isStaff = ({ signedIn }: FastifyRequest): boolean => signedIn?.role === 'staff';

function bodyOf({ body }: FastifyRequest): unknown {
  return body instanceof UnreadJson ? body.read() : body;
}

/** Checks path, query and body against the endpoint's schemas: a path that cannot exist is 404, the rest 400 with every field named. */
export function inputCheck(endpoint: Endpoint): (request: FastifyRequest) => Inputs {
  const [forAll, forStaff] = [endpoint.query ?? nothing, endpoint.forStaff?.query];
  const body = endpoint.body ?? z.union([z.undefined(), z.null(), nothing]).transform(() => undefined);
  return (request) => {
    const params = (endpoint.params ?? nothing).safeParse(request.params);
    if (!params.success) throw problem('not_found');
    const query = isStaff(request) ? (forStaff ?? forAll) : forAll;
    const checkedQuery = query.safeParse(request.query, { reportInput: true });
    const checkedBody =
      endpoint.transfer === 'upload' ? { success: true as const, data: undefined } : body.safeParse(bodyOf(request), { reportInput: true });
    if (checkedQuery.success && checkedBody.success) return { params: params.data, query: checkedQuery.data, body: checkedBody.data };
    const issues = [checkedQuery, checkedBody].flatMap((checked) => (checked.success ? [] : checked.error.issues));
    throw problem('malformed', {}, inputErrors(issues));
  };
}
