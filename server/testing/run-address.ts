/** Environment variable by which the global setup tells test files where the run's PostgreSQL is. */
export const addressVariable = 'CERMAT_TEST_POSTGRES';
