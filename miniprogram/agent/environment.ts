/** The cloud environment that this app belongs to. */
export const environment = 'local';
