export const passwordLengthMin = 10; // the hub's rule
