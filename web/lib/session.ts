import { createContext, use } from 'react';
import type { SignedInUser } from '../../contract/auth.ts';

export const SessionContext = createContext<SignedInUser | undefined>(undefined);

/** Who is signed in; only for what stands inside the frame. */
export function useSession(): SignedInUser {
  const user = use(SessionContext);
  if (user === undefined) throw new Error('useSession is for pages inside the frame');
  return user;
}

export const isAdmin = (user: SignedInUser) => user.role === 'admin' || user.role === 'owner';
