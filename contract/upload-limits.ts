/** The largest file that is taken, in bytes. Stands alone so that a page can know it without loading any schema. */
export const largestUpload = 200 * 1024 * 1024;
