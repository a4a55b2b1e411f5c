/** So many requests a token may send at once, and so many a second for as long as it likes. */
export const REQUESTS_AT_ONCE = 500;
export const REQUESTS_PER_SECOND = 50;
