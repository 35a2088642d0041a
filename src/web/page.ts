/** The longest page of a list that can be asked for. */
export const MAX_PAGE = 100_000;
