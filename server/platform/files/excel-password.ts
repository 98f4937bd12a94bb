/** The password Excel itself locks a file with, and tries before it asks: protection without a password of somebody's own. */
export const excelPassword = 'VelvetSweatshop';
