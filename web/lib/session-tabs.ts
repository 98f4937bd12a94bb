/** The user a tab signed in as, or null where it signed out. */
type Heard = (userId: string | null) => void;

let channel: BroadcastChannel | undefined;
const shared = () => (channel ??= new BroadcastChannel('cermat:session'));

/** Tells the other tabs of the browser, which share the session, who is signed in now. */
export function announceSession(userId: string | null): void {
  shared().postMessage(userId);
}

/** Calls back when another tab signs in or out; returns what ends that. */
export function onSessionElsewhere(heard: Heard): () => void {
  const listen = ({ data }: MessageEvent<string | null>) => heard(data);
  shared().addEventListener('message', listen);
  return () => shared().removeEventListener('message', listen);
}
