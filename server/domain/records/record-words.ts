import type { Sentence } from '../../../contract/problem-kind.ts';
import type { ContactResult, Record as RecordAnswer, Verdict } from '../../../contract/records.ts';
import type { Module } from '../../../contract/values.ts';

/** What the words of a record are called in a file that leaves the program; the pages have the same names. */
export const moduleWords: { readonly [Word in Module]: Sentence } = {
  normal: { id: 'Normal DB', en: 'Normal DB' },
  bonanza: { id: 'DB Bonanza', en: 'DB Bonanza' },
  memberwd: { id: 'Member WD CRM', en: 'Member WD CRM' },
};

export const stateWords: { readonly [Word in RecordAnswer['state']]: Sentence } = {
  available: { id: 'Tersedia', en: 'Available' },
  assigned: { id: 'Dibagikan', en: 'Assigned' },
  archived: { id: 'Diarsipkan', en: 'Archived' },
};

export const verdictWords: { readonly [Word in Verdict]: Sentence } = {
  unvalidated: { id: 'Belum divalidasi', en: 'Unvalidated' },
  valid: { id: 'Valid', en: 'Valid' },
  invalid: { id: 'Tidak Valid', en: 'Invalid' },
};

export const contactWords: { readonly [Word in ContactResult]: Sentence } = {
  none: { id: 'Belum dihubungi', en: 'Not contacted' },
  responded: { id: 'Merespons', en: 'Responded' },
  noAnswer: { id: 'Tidak diangkat', en: 'No answer' },
  callBack: { id: 'Minta dihubungi lagi', en: 'Call back' },
  refused: { id: 'Menolak', en: 'Refused' },
};
