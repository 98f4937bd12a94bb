import { followEvents } from '../../../contract/live.ts';
import { openEventStream } from '../../platform/http/event-stream.ts';
import { bareRoute, type Route } from '../../platform/http/route.ts';
import type { LiveFeed } from './live-feed.ts';

/** Routes of the feed that this process keeps. */
export const liveRoutes = (feed: LiveFeed): readonly Route[] => [
  bareRoute(followEvents, async ({ actor, sessionId, request, reply }) => {
    await feed.ready();
    const lastEventId = request.headers['last-event-id'];
    const follower = { userId: actor.userId ?? '', role: actor.role, sessionId };
    await feed.follow(follower, openEventStream(reply), typeof lastEventId === 'string' ? lastEventId : undefined);
  }),
];
