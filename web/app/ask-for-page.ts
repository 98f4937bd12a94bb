import { askEarly } from '../lib/client.ts';
import { cardsWanted, recordsWanted } from '../lib/first-reads.ts';
import { oneOf, textOf } from '../lib/search.ts';
import { pageScripts } from './page-scripts.ts';

interface Place {
  readonly pathname: string;
  readonly search: string;
}

/** Pages that stand outside: nobody needs to be signed in for them. */
const outside = /^\/(?:masuk|undangan\/|_ui)/;

/** The page's script by its address, where it is one that people begin with. */
function scriptOf(path: string): (() => Promise<unknown>) | undefined {
  if (path === '/masuk') return pageScripts.signIn;
  if (path === '/data-saya') return pageScripts.myData;
  if (path === '/tindak-lanjut') return pageScripts.followUps;
  if (path === '/belum-dikelompokkan') return pageScripts.ungrouped;
  if (path.startsWith('/kartu/')) return pageScripts.card;
  if (/^\/(?:normal|bonanza|memberwd)$/.test(path)) return pageScripts.module;
  return undefined;
}

function askForRecords({ pathname, search }: Place): void {
  const wanted = Object.fromEntries(new URLSearchParams(search));
  if (pathname === '/data-saya') {
    askEarly(
      'GET /batches',
      cardsWanted({ produk: textOf(wanted, 'produk'), q: textOf(wanted, 'q'), urut: oneOf(wanted, 'urut', ['belum', 'nama']) }),
    );
  }
  const batchId = /^\/kartu\/(\d+)$/.exec(pathname)?.[1];
  if (batchId === undefined) return;
  askEarly('GET /batches/:id', { params: { id: batchId } });
  askEarly('GET /records', recordsWanted({ batchId }, 1));
}

/** Asks for who is signed in, for what the page shows and for its script, before the program that will want them is there. */
export function askForPage(place: Place): void {
  // The router meets and shows what fails here when it comes to it.
  scriptOf(place.pathname)?.().catch(() => undefined);
  if (outside.test(place.pathname)) return;
  askEarly('GET /auth/me', {});
  askEarly('GET /settings', {});
  askForRecords(place);
}
