/** Parameters that every question may have. */
export const QUESTION_PARAMETERS = [
	'as_of',
	'from',
	'to',
	'compare',
	'level',
	'sort',
	'limit',
	'offset',
] as const;

/** Parameters that belong to one page: some are the answer's own, some only the screen's. */
export const PAGE_PARAMETERS = [
	'at',
	'by',
	'hide',
	'limit',
	'list',
	'lose',
	'measure',
	'offset',
	'open',
	'period',
	'search',
	'sort',
	'tab',
	'size_thresholds',
	'thresholds',
	'weights',
	'with',
] as const;

/** Parameters that say in which form an answer comes, or which one is frozen. */
export const FORM_PARAMETERS = ['show', 'format', 'out', 'review', 'today', 'dir'] as const;
