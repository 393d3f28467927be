/** The largest weight that the exit status of a check can carry. Source: keepalived.conf(5), misc_dynamic. */
export const largestReportedWeight = 253;
