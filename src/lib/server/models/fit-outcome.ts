/** A fit, or null with the reason in words that follow "because". */
export type FitOutcome<Fit> = { fit: Fit; reason: null } | { fit: null; reason: string };

/** The outcome of a fit that could not be made. */
export function noFit(reason: string): { fit: null; reason: string } {
	return { fit: null, reason };
}
