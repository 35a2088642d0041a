/** What stands in a cell of a list: a number that can be counted with, or text. */
export type Cell = string | number;

/** A line as it is handed on; the first one holds the titles. */
export type Line = readonly Cell[];
