import { followEvents } from '../../../contract/live.ts';
import { openEventStream } from '../../platform/http/event-stream.ts';
import { bareRoute, type Route } from '../../platform/http/route.ts';
import type { LiveFeed } from './live-feed.ts';

/** Routes of the feed that this process keeps. */
export const liveRoutes = (feed: LiveFeed): readonly Route[] => [
  bareRoute(followEvents, async ({ actor, sessionId, query, request, reply }) => {
    await feed.ready();
    // A reader that comes again by itself knows more than its address.
    const lastEventId = request.headers['last-event-id'] ?? query.lastEventId;
    const follower = { userId: actor.userId ?? '', role: actor.role, sessionId };
    await feed.follow(follower, openEventStream(reply), typeof lastEventId === 'string' ? lastEventId : undefined);
  }),
];
