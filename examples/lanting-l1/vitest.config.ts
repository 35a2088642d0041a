// A configuration of its own, so that vitest does not go looking for one in the folders above.
export default {};
