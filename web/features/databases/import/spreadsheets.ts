/** The endings of files that can be imported, for the browser's file dialog. */
export const spreadsheets = '.csv,.tsv,.txt,.xlsx,.xls';
