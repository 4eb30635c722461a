/** A level of risk: a band of the calibrated chance of silence, the same in every company. */
export interface RiskLevel {
	key: string;
	label: string;
	glyph: string;
	/** In words: the chances it stands for. */
	says: string;
}

/** From the largest chance down; `contract` and SQL use the keys. */
export const RISK_LEVELS: readonly RiskLevel[] = [
	{ key: 'very_high', label: 'Very high', glyph: '◆', says: '50 % or more' },
	{ key: 'high', label: 'High', glyph: '◇', says: '25 to 50 %' },
	{ key: 'raised', label: 'Raised', glyph: '△', says: '10 to 25 %' },
	{ key: 'low', label: 'Low', glyph: '·', says: 'under 10 %' },
];

/** The level of that key; undefined where there is none. */
export function riskLevelOf(key: string | null | undefined): RiskLevel | undefined {
	return RISK_LEVELS.find((level) => level.key === key);
}
