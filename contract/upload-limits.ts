// Stands alone so that a page can know it without loading any schema.

/** The largest file that is taken, in bytes. */
export const largestUpload = 200 * 1024 * 1024;

/** Characters of the name of a column at most: a longer header is cut when the file is read, and a mapping names it as it was cut. */
export const longestColumnName = 500;
